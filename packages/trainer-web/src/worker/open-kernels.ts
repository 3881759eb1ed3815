import { WordloomError } from '@wordloom/core'
import { kernelsBackend } from '../engine/kernels-backend.js'
import type { OpenEngine } from './serve.js'

/** Engines of a worker that has nothing but the kernels. */
export const openKernels: OpenEngine = (settings) => {
  if (settings.backend === 'auto' || settings.backend === 'kernels') return kernelsBackend(settings)
  throw new WordloomError('DEPENDENCY_MISSING', `The backend '${settings.backend}' needs TensorFlow.js`, {
    name: 'backend',
    hint: 'Pass tfjs() of @wordloom/trainer-web/tfjs as the option tfjs.',
  })
}
