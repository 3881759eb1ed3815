import type { TfjsBackend } from '../engine/backends.js'
import { usualFolders, type LookupFolders } from './find-package.js'
import { loadCpu } from './load-cpu.js'
import { loadTensorflow } from './load-tensorflow.js'
import { loadWasm } from './load-wasm.js'
import { setBackend } from './set-backend.js'
import type { Tfjs } from './tfjs.js'

export type { LookupFolders } from './find-package.js'

const loaders: Readonly<Record<TfjsBackend, (folders: LookupFolders) => Tfjs>> = {
  tensorflow: loadTensorflow,
  wasm: loadWasm,
  cpu: loadCpu,
}

/**
 * Loads a backend of TensorFlow.js and makes it the current one.
 *
 * @throws WordloomError `DEPENDENCY_MISSING`, `RUNTIME_UNSUPPORTED`
 */
export async function loadTfjs(backend: TfjsBackend, folders: LookupFolders = usualFolders()): Promise<Tfjs> {
  const tf = loaders[backend](folders)
  await setBackend(tf, backend)
  return tf
}
