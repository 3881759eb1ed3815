import type * as core from '@tensorflow/tfjs-core'
import { WordloomError } from '@wordloom/core'
import type { WebBackend } from '../messages/messages.js'

type TfjsBackend = Exclude<WebBackend, 'kernels'>

/** One import for each, so that bundlers see them and load only what is wanted. */
const imports: { readonly [Backend in TfjsBackend]: (wasmFiles: string | undefined) => Promise<unknown> } = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  async wasm(wasmFiles) {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    if (wasmFiles !== undefined) setWasmPaths(wasmFiles)
  },
}

/**
 * TensorFlow.js with a backend set.
 *
 * @throws WordloomError `DEPENDENCY_MISSING` when a package is not there, `RUNTIME_UNSUPPORTED` when the backend does not
 * start in this browser.
 */
export async function loadTfjs(backend: TfjsBackend, wasmFiles: string | undefined): Promise<typeof core> {
  const tf = await load(backend, wasmFiles)
  let cause: unknown
  try {
    if (await tf.setBackend(backend)) return tf
  } catch (error) {
    cause = error
  }
  throw new WordloomError('RUNTIME_UNSUPPORTED', `TensorFlow.js' backend '${backend}' does not start in this browser`, {
    ...(cause instanceof Error && { received: cause.message }),
    hint:
      backend === 'wasm'
        ? 'Serve the .wasm files of @tensorflow/tfjs-backend-wasm, and say where: tfjs({ wasmFiles }).'
        : "Take the backend 'auto' or 'kernels'.",
    cause,
  })
}

async function load(backend: TfjsBackend, wasmFiles: string | undefined): Promise<typeof core> {
  try {
    const tf = await import('@tensorflow/tfjs-core')
    await imports[backend](wasmFiles)
    return tf
  } catch (cause) {
    const names = `@tensorflow/tfjs-core @tensorflow/tfjs-backend-${backend}`
    throw new WordloomError('DEPENDENCY_MISSING', `The backend '${backend}' needs packages that cannot be loaded`, {
      name: names,
      ...(cause instanceof Error && { received: cause.message }),
      hint: `Run npm install ${names}, and bundle the worker again.`,
      cause,
    })
  }
}
