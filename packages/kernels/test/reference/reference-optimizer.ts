import type { OptimizerSpec } from '@wordloom/core'
import type { ReferenceWeights } from './reference-network.js'
import { named } from './reference-network.js'

export interface ReferenceOptimizer {
  /** What it keeps, by Keras' names. */
  readonly slots: ReadonlyMap<string, ReferenceWeights>
  /**
   * Moves the weights in place. `frozen` elements, by name and index, stay as they are with their slots and do not count
   * for the norm.
   */
  step(
    weights: ReferenceWeights,
    gradients: ReferenceWeights,
    frozen?: (name: string, index: number) => boolean,
    learningRate?: number,
  ): void
}

/** Keras' optimizers in float64, element after element, from their documentation. */
export function createReferenceOptimizer(spec: OptimizerSpec, weights: ReferenceWeights): ReferenceOptimizer {
  const slots = new Map(slotNames(spec).map((slot) => [slot, zerosLike(weights)]))
  let iterations = 0
  return {
    slots,
    step(current, gradients, frozen = () => false, learningRate = spec.learningRate) {
      iterations++
      const scale = clipFactor(spec.globalClipNorm, gradients, frozen)
      for (const [name, values] of current) {
        const gradient = named(gradients, name)
        for (let i = 0; i < values.length; i++) {
          if (frozen(name, i)) continue
          const cell = (slot: string): Float64Array => named(named(slots, slot), name).subarray(i, i + 1)
          values[i] = moved(spec, values[i]!, scale * gradient[i]!, learningRate, iterations, cell)
        }
      }
    },
  }
}

function slotNames(spec: OptimizerSpec): string[] {
  switch (spec.type) {
    case 'adam':
    case 'adamw':
      return ['momentum', 'velocity']
    case 'sgd':
      return spec.momentum === 0 ? [] : ['momentum']
    case 'rmsprop':
      return ['velocity', ...(spec.momentum === 0 ? [] : ['momentum']), ...(spec.centered ? ['average_gradient'] : [])]
  }
}

function moved(
  spec: OptimizerSpec,
  weight: number,
  g: number,
  learningRate: number,
  iterations: number,
  cell: (slot: string) => Float64Array,
): number {
  if (spec.type === 'sgd') {
    if (spec.momentum === 0) return weight - learningRate * g
    const m = cell('momentum')
    m[0] = spec.momentum * m[0]! - learningRate * g
    return weight + (spec.nesterov ? spec.momentum * m[0]! - learningRate * g : m[0]!)
  }
  const v = cell('velocity')
  if (spec.type === 'rmsprop') {
    v[0] = spec.rho * v[0]! + (1 - spec.rho) * g ** 2
    let spread = v[0]!
    if (spec.centered) {
      const a = cell('average_gradient')
      a[0] = spec.rho * a[0]! + (1 - spec.rho) * g
      spread = Math.max(v[0]! - a[0]! ** 2, 0)
    }
    const change = (learningRate * g) / Math.sqrt(spread + spec.epsilon)
    if (spec.momentum === 0) return weight - change
    const m = cell('momentum')
    m[0] = spec.momentum * m[0]! + change
    return weight - m[0]!
  }
  const m = cell('momentum')
  m[0] = spec.beta1 * m[0]! + (1 - spec.beta1) * g
  v[0] = spec.beta2 * v[0]! + (1 - spec.beta2) * g ** 2
  const alpha = (learningRate * Math.sqrt(1 - spec.beta2 ** iterations)) / (1 - spec.beta1 ** iterations)
  const decayed = spec.type === 'adamw' ? weight - learningRate * spec.weightDecay * weight : weight
  return decayed - (alpha * m[0]!) / (Math.sqrt(v[0]!) + spec.epsilon)
}

function clipFactor(
  limit: number | undefined,
  gradients: ReferenceWeights,
  frozen: (name: string, index: number) => boolean,
): number {
  if (limit === undefined) return 1
  let sum = 0
  for (const [name, values] of gradients) {
    for (const [i, value] of values.entries()) if (!frozen(name, i)) sum += value ** 2
  }
  return Math.min(1, limit / Math.sqrt(sum))
}

function zerosLike(weights: ReferenceWeights): ReferenceWeights {
  return new Map([...weights].map(([name, values]) => [name, new Float64Array(values.length)]))
}
