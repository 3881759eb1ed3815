import { mkdir, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { WordloomError, type Progress } from '@wordloom/core'
import { checkWheel } from './check-wheel.js'
import { compileAddon } from './compile-addon.js'
import { findTfjsNode, installedVersion, type TfjsNodePlaces } from './find-tfjs-node.js'
import { assertWheelFile, downloadWheel } from './get-wheel.js'
import { installPackage } from './install-package.js'
import { probeTfjsNode } from './probe-addon.js'
import { putInPlace } from './put-in-place.js'
import { wheelFor, type Machine, type TensorflowWheel } from './tensorflow-wheels.js'
import { unpackWheel } from './unpack-wheel.js'
import { inWorkFolder } from './work-folder.js'
import { writeFailure } from './failures.js'

/** How tfjs-node is set up. */
export interface SetUpOptions {
  /** Where a program would import it. */
  readonly folder: string
  /** A wheel that is there already. */
  readonly wheel?: string
  /** Build although it works. */
  readonly force: boolean
  /** Leave the wheel that was downloaded in the folder. */
  readonly keepWheel: boolean
  readonly machine: Machine
  /** Finds the build of TensorFlow for the machine. @defaultValue {@link wheelFor} */
  readonly wheelFor?: (machine: Machine) => TensorflowWheel
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  readonly watch: SetUpWatch
}

/** Is told what is done. */
export interface SetUpWatch {
  /** Something begins whose end cannot be foreseen. */
  begin(what: string): void
  /** Does a step that reports how far it is. */
  measure(what: string, work: (onProgress: (progress: Progress) => void) => Promise<void>): Promise<void>
}

/** What came of it. */
export interface SetUpResult {
  /** `present`: it worked already, and nothing was done. */
  readonly outcome: 'built' | 'present'
  /** Folder of the package. */
  readonly path: string
  /** Of tfjs-node and TensorFlow, as the addon tells them. */
  readonly version: string
}

/** Libraries and addon unpacked, on top of the wheel. */
const unpackedBytes = 950_000_000

/**
 * Makes `@tensorflow/tfjs-node` work in a folder: installs it where it is missing, and compiles its addon against a
 * TensorFlow of the Python package registry. All of that happens beside the package, and is moved in at the end.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`, `TOOL_MISSING`, `TOOL_FAILED`, `OFFLINE`, `DOWNLOAD_CORRUPT`,
 * `INVALID_ARGUMENT`, `ARCHIVE_MALFORMED`, `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `FILE_WRITE_FAILED`, `ABORTED`
 */
export async function setUpTfjsNode(options: SetUpOptions): Promise<SetUpResult> {
  const { folder, wheel: given, env, signal, watch } = options
  const wheel = (options.wheelFor ?? wheelFor)(options.machine)
  if (given !== undefined) await assertWheelFile(given)
  let places = await findTfjsNode(folder)
  if (places === undefined) {
    watch.begin(`installing @tensorflow/tfjs-node ${installedVersion}`)
    places = await installPackage(folder, env, signal)
  } else if (!options.force) {
    const probe = await probeTfjsNode(places.folder)
    if (probe.outcome === 'loaded') return { outcome: 'present', path: places.folder, version: probe.version }
  }
  const found = places
  const needed = unpackedBytes + (given === undefined ? wheel.size : 0)
  const version = await inWorkFolder(found.folder, needed, (work) => build(options, wheel, found, work))
  return { outcome: 'built', path: found.folder, version }
}

async function build(
  options: SetUpOptions,
  wheel: TensorflowWheel,
  places: TfjsNodePlaces,
  work: string,
): Promise<string> {
  const { wheel: given, env, signal, watch } = options
  // As deep as they will be: the addon finds the libraries by the way from its own folder.
  const libraries = join(work, 'deps', 'lib')
  const headers = join(work, 'include')
  const addonFolder = join(work, 'lib', 'napi-v8')
  const addon = join(addonFolder, 'tfjs_binding.node')
  const aside = join(work, 'replaced')
  for (const folder of [libraries, headers, addonFolder, aside]) await mkdir(folder, { recursive: true })
  const abortable = signal === undefined ? {} : { signal }
  if (given === undefined) watch.begin(`downloading ${wheel.name} ${wheel.version} with pip`)
  const path = given ?? (await downloadWheel(wheel, work, env, signal))
  await watch.measure('checking the wheel', (onProgress) =>
    checkWheel({ path, isDownloaded: given === undefined }, wheel, { onProgress, ...abortable }),
  )
  await watch.measure('unpacking TensorFlow', (onProgress) =>
    unpackWheel(path, { headers, libraries }, { onProgress, ...abortable }),
  )
  watch.begin('compiling the addon')
  await compileAddon({ packageFolder: places.folder, headers, libraries, output: addon }, env, signal)
  watch.begin('trying it out')
  const version = await putInPlace({ addon, libraries }, places, aside, () => provenVersion(places))
  if (options.keepWheel && given === undefined) await keepWheel(path, join(resolve(options.folder), wheel.file))
  return version
}

async function keepWheel(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (cause) {
    throw writeFailure(to, cause)
  }
}

async function provenVersion(places: TfjsNodePlaces): Promise<string> {
  const probe = await probeTfjsNode(places.folder)
  if (probe.outcome === 'loaded') return probe.version
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'tfjs-node was built, but it does not work here', {
    file: places.folder,
    received: probe.outcome === 'broken' ? probe.reason : 'nothing at its place',
    hint: 'Train with another backend: --backend kernels needs no native code.',
  })
}
