import { WordloomError } from '@wordloom/core'

/** What numbers are crunched with, fastest first; all but `kernels` are backends of TensorFlow.js. */
export const backends = ['kernels', 'tensorflow', 'wasm', 'cpu'] as const

/** What trains: Wordloom's own kernels, TensorFlow's library, or the WebAssembly or JavaScript backend of TensorFlow.js. */
export type NodeBackend = (typeof backends)[number]

/** One that TensorFlow.js has. */
export type TfjsBackend = Exclude<NodeBackend, 'kernels'>

/**
 * Refuses what is no backend, and promises that a backend cannot keep.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertBackend(backend: NodeBackend | 'auto', deterministic: boolean): void {
  if (backend !== 'auto' && !backends.includes(backend)) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is no such backend', {
      name: 'backend',
      expected: ['auto', ...backends].join(', '),
      received: String(backend),
    })
  }
  if (deterministic && backend !== 'auto' && backend !== 'kernels') {
    throw new WordloomError('INVALID_ARGUMENT', 'Only the kernels give the same bytes on every machine', {
      name: 'deterministic',
      expected: 'the backend kernels, or auto',
      received: backend,
      hint: 'Leave one of the two options out.',
    })
  }
}
