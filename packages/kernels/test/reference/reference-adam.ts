import type { AdamSpec } from '@wordloom/core'
import type { ReferenceWeights } from './reference-network.js'
import { named } from './reference-network.js'

export interface ReferenceAdam {
  readonly momentum: ReferenceWeights
  readonly velocity: ReferenceWeights
  /** Moves the weights in place. `frozen` elements, by name and index, stay as they are with their moments. */
  step(weights: ReferenceWeights, gradients: ReferenceWeights, frozen: (name: string, index: number) => boolean): void
}

/** Adam in float64, element after element, in the arithmetic of Keras' optimizer. */
export function createReferenceAdam(spec: AdamSpec, weights: ReferenceWeights): ReferenceAdam {
  const zeros = (): ReferenceWeights =>
    new Map([...weights].map(([name, values]) => [name, new Float64Array(values.length)]))
  const momentum = zeros()
  const velocity = zeros()
  let iterations = 0
  return {
    momentum,
    velocity,
    step(current, gradients, frozen) {
      iterations++
      const alpha = (spec.learningRate * Math.sqrt(1 - spec.beta2 ** iterations)) / (1 - spec.beta1 ** iterations)
      for (const [name, values] of current) {
        const m = named(momentum, name)
        const v = named(velocity, name)
        const gradient = named(gradients, name)
        for (let i = 0; i < values.length; i++) {
          if (frozen(name, i)) continue
          m[i]! += (gradient[i]! - m[i]!) * (1 - spec.beta1)
          v[i]! += (gradient[i]! ** 2 - v[i]!) * (1 - spec.beta2)
          values[i]! -= (alpha * m[i]!) / (Math.sqrt(v[i]!) + spec.epsilon)
        }
      }
    },
  }
}
