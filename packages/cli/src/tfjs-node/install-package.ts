import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { installedVersion, packageName, placesOf, type TfjsNodePlaces } from './find-tfjs-node.js'
import { runTool } from './run-tool.js'
import { writeFailure } from './failures.js'

/**
 * Installs tfjs-node without its install script, which would download another TensorFlow.
 *
 * @throws WordloomError `TOOL_MISSING`, `TOOL_FAILED`, `FILE_WRITE_FAILED`, `ABORTED`
 */
export async function installPackage(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<TfjsNodePlaces> {
  const root = resolve(folder)
  try {
    await mkdir(root, { recursive: true })
  } catch (cause) {
    throw writeFailure(root, cause)
  }
  const wanted = `${packageName}@${installedVersion}`
  await runTool({
    commands: ['npm'],
    // Without a prefix npm would go up to the next folder that has a package.json.
    argv: ['install', '--prefix', root, '--ignore-scripts', '--no-audit', '--no-fund', wanted],
    failure: `${wanted} could not be installed`,
    missingHint: `Install npm, or install ${wanted} with the package manager of your project, without install scripts.`,
    failureHint: 'Read what npm said above; registry and proxy are those of its own settings.',
    cwd: root,
    env,
    signal,
  })
  return placesOf(join(root, 'node_modules', packageName, 'package.json'))
}
