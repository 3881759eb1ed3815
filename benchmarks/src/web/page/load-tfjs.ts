import type * as core from '@tensorflow/tfjs-core'
import { WordloomError } from '@wordloom/core'
import type { WebBackend } from '../protocol.js'

const imports: { readonly [Backend in WebBackend]: (threads: number) => Promise<unknown> } = {
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  async wasm(threads) {
    const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    setWasmPaths(new URL('/tfjs/', location.href).href)
    setThreadsCount(threads)
  },
}

/** TensorFlow.js with a backend set, in a worker. */
export async function loadTfjs(backend: WebBackend, threads: number): Promise<typeof core> {
  const tf = await import('@tensorflow/tfjs-core')
  await imports[backend](threads)
  if (await tf.setBackend(backend)) return tf
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'The backend does not start in this browser', { name: backend })
}
