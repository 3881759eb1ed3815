import type { EngineTolerance } from '@wordloom/core/testing'

/** What a backend is held to. */
export interface BackendTolerance extends Required<EngineTolerance> {
  /** Largest difference from the kernels engine after a few steps: relative of losses, absolute of probabilities and weights. */
  readonly kernels: number
}

/**
 * How far each backend may be from what Keras recorded, and from the kernels engine. Set closely above the largest
 * differences that were measured; the README has the same table.
 */
export const tolerances = {
  cpu: { loss: 5e-7, probability: 3e-7, weight: 4e-6, kernels: 1e-6 },
  wasm: { loss: 5e-7, probability: 3e-7, weight: 4e-6, kernels: 1e-6 },
  tensorflow: { loss: 5e-7, probability: 3e-7, weight: 4e-6, kernels: 1e-6 },
  webgl: { loss: 5e-7, probability: 5e-7, weight: 6e-6, kernels: 1e-6 },
  webgpu: { loss: 5e-7, probability: 3e-7, weight: 4e-6, kernels: 1e-6 },
} as const satisfies Record<string, BackendTolerance>
