import type { EngineFactory } from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { firstThatWorks } from '@wordloom/training'
import { startKernelThread } from '../kernel-threads.js'
import { loadTfjs, type LookupFolders } from '../tfjs/load-tfjs.js'
import { onItsBackend } from '../tfjs/on-its-backend.js'
import { assertBackend, backends, type NodeBackend, type TfjsBackend } from './backends.js'

/** Which engine is wanted. */
export interface EngineChoice {
  readonly backend: NodeBackend | 'auto'
  readonly threads: number
  readonly deterministic: boolean
  readonly onNotice?: ((notice: string) => void) | undefined
}

/**
 * How engines are started.
 *
 * @param folders - where packages of TensorFlow.js are looked for.
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function engineOf(
  { backend, threads, deterministic, onNotice }: EngineChoice,
  folders?: LookupFolders,
): EngineFactory {
  assertBackend(backend, deterministic)
  const kernels = kernelsEngine({ threads, deterministic, startThread: startKernelThread })
  const engineFor = (name: NodeBackend): EngineFactory => (name === 'kernels' ? kernels : tfjs(name, folders))
  if (backend !== 'auto') return engineFor(backend)
  const candidates = deterministic ? (['kernels'] as const) : backends
  return firstThatWorks(
    candidates.map((name) => ({ backend: name, createEngine: engineFor(name) })),
    onNotice,
  )
}

/** The packages are loaded when the first engine starts: a trainer that never trains needs none of them. */
function tfjs(backend: TfjsBackend, folders: LookupFolders | undefined): EngineFactory {
  return async (config) => {
    const tf = loadTfjs(backend, folders)
    const { tfjsEngine } = await import('@wordloom/tfjs-engine')
    return onItsBackend(tf, backend, () => tfjsEngine(tf)(config))
  }
}
