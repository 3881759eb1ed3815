import type { TfjsBackend } from '../engine/backends.js'
import { usualFolders, type LookupFolders } from './find-package.js'
import { loadCpu } from './load-cpu.js'
import { loadTensorflow } from './load-tensorflow.js'
import { loadWasm } from './load-wasm.js'
import type { Tfjs } from './tfjs.js'

export type { LookupFolders } from './find-package.js'

const loaders: Readonly<Record<TfjsBackend, (folders: LookupFolders) => Tfjs>> = {
  tensorflow: loadTensorflow,
  wasm: loadWasm,
  cpu: loadCpu,
}

/**
 * Loads TensorFlow.js with a backend, which is not yet the current one.
 *
 * @throws WordloomError `DEPENDENCY_MISSING`, `RUNTIME_UNSUPPORTED`
 */
export function loadTfjs(backend: TfjsBackend, folders: LookupFolders = usualFolders()): Tfjs {
  return loaders[backend](folders)
}
