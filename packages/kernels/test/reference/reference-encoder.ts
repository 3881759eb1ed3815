import type { EncoderSpec } from '@wordloom/core'
import type { GruRun, GruWeights } from './reference-gru.js'
import { backpropagateGru, runGru, statesOf } from './reference-gru.js'
import type { ReferenceWeights } from './reference-network.js'
import { named } from './reference-network.js'
import { pool, poolBackward } from './reference-pooling.js'

/** The encoder on one row in float64: its layers one after the other, dropout between them, the pooling, dropout again. */
export interface EncoderRun {
  /** `[2 * units]` */
  readonly features: Float64Array
  /** Adds the weights' gradients to `gradients` and returns those of the vectors. */
  backpropagate(toFeatures: Float64Array, gradients: ReferenceWeights): readonly Float64Array[]
}

/** What dropout multiplies an element of this row with; see `DropoutMask`. */
export type RowDropout = (place: { layer: number; position: number; column: number }) => number

interface Direction {
  readonly name: string
  readonly run: GruRun
  /** Between the order of the row and that of the walk, both ways. */
  readonly order: <T>(items: readonly T[]) => readonly T[]
}

export function runEncoder(
  spec: EncoderSpec,
  vectors: readonly Float64Array[],
  weights: ReferenceWeights,
  dropout: RowDropout = () => 1,
): EncoderRun {
  const { units, layers, pooling } = spec
  /** One vector behind a layer, or its gradient: the mask lets both through at the same places. */
  const drop = (layer: number, position: number, vector: Float64Array): Float64Array =>
    vector.map((value, column) => value * dropout({ layer, position, column }))

  const stack: (readonly Direction[])[] = []
  let states = vectors
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? states : states.map((vector, position) => drop(layer - 1, position, vector))
    const directions = runLayer(`encoder/${layer}`, inputs, spec, weights)
    stack.push(directions)
    const sides = directions.map(({ run, order }) => order(statesOf(run)))
    states = vectors.map((_, position) => Float64Array.from(sides.flatMap((side) => [...side[position]!])))
  }
  const last = stack.at(-1)!
  const pooled = pooling === 'last' ? sideBySide(last.map(({ run }) => run.state)) : pool(pooling, states, 2 * units)
  return {
    features: drop(layers - 1, 0, pooled),
    backpropagate(toFeatures, gradients) {
      const toPooled = drop(layers - 1, 0, toFeatures)
      const halves = [toPooled.slice(0, units), toPooled.slice(units)]
      const none = new Float64Array(units)
      let outer = pooling === 'last' ? [] : poolBackward(pooling, states, toPooled)
      for (const [layer, directions] of [...stack.entries()].toReversed()) {
        const parts = directions.map(({ name, run, order }, side) => {
          const ofSteps = order(outer.map((gradient) => gradient.slice(side * units, (side + 1) * units)))
          const ofState = pooling === 'last' && layer === layers - 1 ? halves[side]! : none
          const own = gruWeights(weights, name)
          return order(backpropagateGru(run, ofState, own, gruWeights(gradients, name), ofSteps))
        })
        const toInputs = vectors.map((_, position) =>
          parts[0]![position]!.map((value, j) => value + parts[1]![position]![j]!),
        )
        outer = layer === 0 ? toInputs : toInputs.map((vector, position) => drop(layer - 1, position, vector))
      }
      return outer
    },
  }
}

function runLayer(
  name: string,
  inputs: readonly Float64Array[],
  { units, resetAfter }: EncoderSpec,
  weights: ReferenceWeights,
): readonly Direction[] {
  const forward = <T>(items: readonly T[]): readonly T[] => items
  const backward = <T>(items: readonly T[]): readonly T[] => items.toReversed()
  return [
    { name: `${name}/forward`, order: forward },
    { name: `${name}/backward`, order: backward },
  ].map((direction) => ({
    ...direction,
    run: runGru(direction.order(inputs), units, gruWeights(weights, direction.name), resetAfter),
  }))
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
