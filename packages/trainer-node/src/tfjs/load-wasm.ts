import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import { findPackage, type LookupFolders } from './find-package.js'
import type { Tfjs } from './tfjs.js'
import type * as wasmBackend from '@tensorflow/tfjs-backend-wasm'

const install = 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm'

/** @throws WordloomError `DEPENDENCY_MISSING` */
export function loadWasm(folders: LookupFolders): Tfjs {
  const file = findPackage('@tensorflow/tfjs-backend-wasm', folders, install)
  findPackage('@tensorflow/tfjs-core', [dirname(file)], install)
  const require = createRequire(file)
  const tf: Tfjs = require('@tensorflow/tfjs-core')
  const isNew = !tf.engine().backendNames().includes('wasm')
  const { setWasmPaths } = require(file) as typeof wasmBackend
  // Its files lie beside it; a program that has set the backend up already may have them elsewhere.
  if (isNew) setWasmPaths(dirname(file) + sep)
  return tf
}
