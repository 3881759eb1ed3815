import { WordloomError } from '@wordloom/core'
import type { WebTrainerOptions } from './web-trainer-options.js'

/** Throws WordloomError `INVALID_ARGUMENT` or `DEPENDENCY_MISSING` for options that do not fit together. */
export function assertOptions({ backend = 'auto', threads = 1, deterministic = false, tfjs }: WebTrainerOptions): void {
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new WordloomError('INVALID_ARGUMENT', 'The number of threads is a whole number of 1 or more', {
      name: 'threads',
      received: String(threads),
    })
  }
  const backends = ['auto', 'kernels', 'webgpu', 'webgl', 'wasm', 'cpu']
  if (!backends.includes(backend)) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is no such backend', {
      name: 'backend',
      expected: backends.join(', '),
      received: String(backend),
    })
  }
  if (backend === 'auto' || backend === 'kernels') return
  if (deterministic) {
    throw new WordloomError('INVALID_ARGUMENT', 'Only the kernels give the same bytes everywhere', {
      name: 'deterministic',
      received: `backend '${backend}'`,
      hint: "Leave out deterministic, or take the backend 'kernels'.",
    })
  }
  if (tfjs !== undefined) return
  throw new WordloomError('DEPENDENCY_MISSING', `The backend '${backend}' needs TensorFlow.js`, {
    name: 'tfjs',
    hint:
      `Run npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-${backend}, and pass ` +
      'tfjs() of @wordloom/trainer-web/tfjs.',
  })
}
