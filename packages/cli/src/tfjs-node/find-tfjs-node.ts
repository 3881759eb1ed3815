import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { WordloomError } from '@wordloom/core'

/** The package that is set up. */
export const packageName = '@tensorflow/tfjs-node'

/** What is installed where nothing is: the last release, whose sources are known to compile. */
export const installedVersion = '4.22.0'

/** Where an installed tfjs-node keeps its parts. */
export interface TfjsNodePlaces {
  /** The folder of the package. */
  readonly folder: string
  readonly version: string
  /** Every Node since 12.17 looks here: Node-API 8 is the newest version that the package names. */
  readonly addon: string
  /** Folder of TensorFlow's libraries. The addon looks for it at this place from its own. */
  readonly libraries: string
}

/**
 * Finds the tfjs-node that a program in a folder would get.
 *
 * @returns undefined where none is installed.
 * @throws WordloomError `RUNTIME_UNSUPPORTED` for a release whose sources are not known.
 */
export async function findTfjsNode(folder: string): Promise<TfjsNodePlaces | undefined> {
  const manifest = manifestFrom(folder)
  return manifest === undefined ? undefined : placesOf(manifest)
}

/** The parts of the package with this manifest. Throws what {@link findTfjsNode} throws. */
export async function placesOf(manifest: string): Promise<TfjsNodePlaces> {
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string }
  if (!/^4\./.test(version)) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This release of tfjs-node is not known', {
      file: manifest,
      expected: `version 4, such as ${installedVersion}`,
      received: version,
      hint: `Run 'npm install --ignore-scripts ${packageName}@${installedVersion}' first.`,
    })
  }
  const folder = dirname(manifest)
  return {
    folder,
    version,
    addon: join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'),
    libraries: join(folder, 'deps', 'lib'),
  }
}

function manifestFrom(folder: string): string | undefined {
  try {
    return createRequire(join(resolve(folder), 'package.json')).resolve(`${packageName}/package.json`)
  } catch {
    return undefined
  }
}
