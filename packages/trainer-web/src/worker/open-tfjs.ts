import { isWordloomError, WordloomError, type EngineConfig, type Engine, type EngineFactory } from '@wordloom/core'
import { tfjsEngine } from '@wordloom/tfjs-engine'
import { kernelsBackend } from '../engine/kernels-backend.js'
import { loadTfjs } from '../engine/load-tfjs.js'
import type { WebBackend, WorkerSettings } from '../messages/messages.js'
import type { OpenEngine } from './serve.js'

/** From the fastest on, as `npm run bench -- web` measures them without a graphics card. */
const order: readonly WebBackend[] = ['kernels', 'webgpu', 'webgl', 'wasm', 'cpu']

/**
 * Engines of a worker that has the kernels and TensorFlow.js. The first engine decides the backend: of `auto` the first that
 * starts one.
 */
export const openTfjs: OpenEngine = (settings, onNotice) => {
  let chosen: EngineFactory | undefined
  return async (config) => {
    if (chosen !== undefined) return chosen(config)
    if (settings.backend !== 'auto') {
      chosen = await openBackend(settings.backend, settings)
      return chosen(config)
    }
    const first = await firstThatStarts(config, settings, onNotice)
    chosen = first.createEngine
    return first.engine
  }
}

async function firstThatStarts(
  config: EngineConfig,
  settings: WorkerSettings,
  onNotice: (notice: string) => void,
): Promise<{ readonly engine: Engine; readonly createEngine: EngineFactory }> {
  const reasons: string[] = []
  for (const backend of order) {
    try {
      const createEngine = await openBackend(backend, settings)
      return { engine: await createEngine(config), createEngine }
    } catch (error) {
      const isUnusable = isWordloomError(error) && ['RUNTIME_UNSUPPORTED', 'DEPENDENCY_MISSING'].includes(error.code)
      if (!isUnusable) throw error
      reasons.push(`${backend}: ${error.message}`)
      onNotice(`The backend '${backend}' cannot be used: ${error.message}`)
    }
  }
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'No backend works in this browser', {
    received: reasons.join(' | '),
    hint: 'Use a current Chrome, Edge, Firefox or Safari.',
  })
}

async function openBackend(backend: WebBackend, settings: WorkerSettings): Promise<EngineFactory> {
  if (backend === 'kernels') return kernelsBackend(settings)
  return tfjsEngine(await loadTfjs(backend, settings.wasmFiles))
}
