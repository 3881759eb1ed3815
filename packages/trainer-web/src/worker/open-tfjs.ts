import type { EngineFactory } from '@wordloom/core'
import { tfjsEngine } from '@wordloom/tfjs-engine'
import { firstThatWorks } from '@wordloom/training'
import { kernelsBackend } from '../engine/kernels-backend.js'
import { loadTfjs } from '../engine/load-tfjs.js'
import type { WebBackend } from '../messages/messages.js'
import type { OpenEngine } from './serve.js'

/** From the fastest on, as `npm run bench -- web` measures them without a graphics card. */
const order = ['kernels', 'webgl', 'webgpu', 'wasm', 'cpu'] as const

/** Engines of a worker that has the kernels and TensorFlow.js. */
export const openTfjs: OpenEngine = (settings, onNotice) => {
  const { backend, deterministic, wasmFiles } = settings
  const engineOn = (name: WebBackend): EngineFactory => {
    if (name === 'kernels') return kernelsBackend(settings)
    return async (config) => tfjsEngine(await loadTfjs(name, wasmFiles))(config)
  }
  if (backend !== 'auto' || deterministic) return engineOn(backend === 'auto' ? 'kernels' : backend)
  return firstThatWorks(
    order.map((name) => ({ backend: name, createEngine: engineOn(name) })),
    onNotice,
  )
}
