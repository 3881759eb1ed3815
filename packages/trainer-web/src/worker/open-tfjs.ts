import type { EngineFactory } from '@wordloom/core'
import { tfjsEngine } from '@wordloom/tfjs-engine'
import { kernelsBackend } from '../engine/kernels-backend.js'
import { loadTfjs } from '../engine/load-tfjs.js'
import type { OpenEngine } from './serve.js'

/** Engines of a worker that has the kernels and TensorFlow.js. */
export const openTfjs: OpenEngine = (settings) => {
  const { backend, wasmFiles } = settings
  // Engines on TensorFlow.js keep their weights in the kernels' memory: nothing works where the kernels do not, and
  // without a graphics card nothing is faster.
  if (backend === 'auto' || backend === 'kernels') return kernelsBackend(settings)
  let opened: Promise<EngineFactory> | undefined
  return async (config) => {
    opened ??= loadTfjs(backend, wasmFiles).then(tfjsEngine)
    return (await opened)(config)
  }
}
