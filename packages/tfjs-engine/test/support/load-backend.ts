import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'

/** The folder of the WebAssembly files of TensorFlow.js. */
const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))

/** Sets a backend that runs in Node without more, and gives the namespace of TensorFlow.js. */
export async function loadBackend(backend: 'cpu' | 'wasm'): Promise<typeof tf> {
  setWasmPaths(`${wasmFolder}/`)
  await tf.setBackend(backend)
  await tf.ready()
  return tf
}
