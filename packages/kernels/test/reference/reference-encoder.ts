import type { EncoderSpec, Pooling } from '@wordloom/core'
import type { GruRun, GruWeights } from './reference-gru.js'
import { backpropagateGru, runGru, statesOf } from './reference-gru.js'
import type { ReferenceWeights } from './reference-network.js'
import { named } from './reference-network.js'

/** The encoder on one row in float64: its layers one after the other, without dropout, and the pooling. */
export interface EncoderRun {
  /** `[2 * units]` */
  readonly features: Float64Array
  /** Adds the weights' gradients to `gradients` and returns those of the vectors. */
  backpropagate(toFeatures: Float64Array, gradients: ReferenceWeights): readonly Float64Array[]
}

interface Direction {
  readonly name: string
  readonly run: GruRun
  /** Between the order of the row and that of the walk, both ways. */
  readonly order: <T>(items: readonly T[]) => readonly T[]
}

export function runEncoder(
  { units, layers, pooling }: EncoderSpec,
  vectors: readonly Float64Array[],
  weights: ReferenceWeights,
): EncoderRun {
  const stack: (readonly Direction[])[] = []
  let inputs = vectors
  for (let layer = 0; layer < layers; layer++) {
    const directions = runLayer(`encoder/${layer}`, inputs, units, weights)
    stack.push(directions)
    const sides = directions.map(({ run, order }) => order(statesOf(run)))
    inputs = vectors.map((_, position) => Float64Array.from(sides.flatMap((states) => [...states[position]!])))
  }
  const last = stack.at(-1)!
  return {
    features: pooling === 'last' ? sideBySide(last.map(({ run }) => run.state)) : pool(pooling, inputs, 2 * units),
    backpropagate(toFeatures, gradients) {
      const halves = [toFeatures.slice(0, units), toFeatures.slice(units)]
      const none = new Float64Array(units)
      let outer = pooling === 'last' ? [] : poolBackward(pooling, inputs, toFeatures)
      for (const [layer, directions] of [...stack.entries()].toReversed()) {
        const parts = directions.map(({ name, run, order }, side) => {
          const ofSteps = order(outer.map((gradient) => gradient.slice(side * units, (side + 1) * units)))
          const ofState = pooling === 'last' && layer === layers - 1 ? halves[side]! : none
          const own = gruWeights(weights, name)
          return order(backpropagateGru(run, ofState, own, gruWeights(gradients, name), ofSteps))
        })
        outer = vectors.map((_, position) => parts[0]![position]!.map((value, j) => value + parts[1]![position]![j]!))
      }
      return outer
    },
  }
}

function runLayer(
  name: string,
  inputs: readonly Float64Array[],
  units: number,
  weights: ReferenceWeights,
): readonly Direction[] {
  const forward = <T>(items: readonly T[]): readonly T[] => items
  const backward = <T>(items: readonly T[]): readonly T[] => items.toReversed()
  return [
    { name: `${name}/forward`, order: forward },
    { name: `${name}/backward`, order: backward },
  ].map((direction) => ({
    ...direction,
    run: runGru(direction.order(inputs), units, gruWeights(weights, direction.name)),
  }))
}

function pool(pooling: Exclude<Pooling, 'last'>, states: readonly Float64Array[], columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) => {
    const values = states.map((state) => state[j]!)
    if (values.length === 0) return 0
    return pooling === 'max' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0) / values.length
  })
}

function poolBackward(
  pooling: Exclude<Pooling, 'last'>,
  states: readonly Float64Array[],
  outer: Float64Array,
): Float64Array[] {
  if (pooling === 'mean') return states.map(() => outer.map((value) => value / states.length))
  const largest = pool('max', states, outer.length)
  const first = largest.map((value, j) => states.findIndex((state) => state[j] === value))
  return states.map((_, position) => outer.map((value, j) => (first[j] === position ? value : 0)))
}

function gruWeights(weights: ReferenceWeights, direction: string): GruWeights {
  return {
    kernel: named(weights, `${direction}/kernel`),
    recurrentKernel: named(weights, `${direction}/recurrent_kernel`),
    bias: named(weights, `${direction}/bias`),
  }
}

function sideBySide(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]))
}
