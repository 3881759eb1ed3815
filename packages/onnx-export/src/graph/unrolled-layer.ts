import { initializerOf } from '../format/initializer.js'
import { intAttribute } from '../format/node.js'
import type { EncoderForm } from './encoder.js'
import type { GraphBuilder } from './graph-builder.js'
import type { DirectionWeights, LayerWeights } from './layer-weights.js'
import { unrolledGates, type UnrolledGates } from './unrolled-gates.js'

/**
 * The encoder without the operator GRU: every step of a fixed number written out, in operators that every runtime has.
 * The input of all steps is multiplied at once; `z · h + (1 − z) · candidate` is spelt so that a z of 1 keeps h to the bit.
 *
 * @param time - steps
 */
export function unrolledForm(builder: GraphBuilder, time: number, resetAfter: boolean): EncoderForm {
  return {
    timeAxis: 1,
    layOut: (embedded) => embedded,
    addLayer(index, input, weights, wanted) {
      const both = weights.directions.map((direction) =>
        addDirection({ builder, time, resetAfter }, `encoder/${index}/${direction.name}`, input, weights, direction),
      )
      if (wanted === 'last') {
        const last = both.map((states, direction) => states[direction === 0 ? time - 1 : 0]!)
        return builder.add('Concat', last, `encoder/${index}/both_last_states`, [intAttribute('axis', 1)])
      }
      const steps = Array.from({ length: time }, (_, step) => {
        const name = `encoder/${index}/${step}/both_states`
        const pair = both.map((states) => states[step]!)
        const sideBySide = builder.add('Concat', pair, name, [intAttribute('axis', 1)])
        const shape = builder.int64('one_step_shape', [-1, 1, 2 * weights.units])
        return builder.add('Reshape', [sideBySide, shape], `${name}_step`)
      })
      return builder.add('Concat', steps, `encoder/${index}/both_states`, [intAttribute('axis', 1)])
    },
  }
}

interface Unrolled {
  readonly builder: GraphBuilder
  readonly time: number
  readonly resetAfter: boolean
}

/** The state after every step, `[batch, units]` each, in the order of the steps. */
function addDirection(
  unrolled: Unrolled,
  prefix: string,
  input: string,
  layer: LayerWeights,
  direction: DirectionWeights,
): string[] {
  const { builder, time } = unrolled
  const gates = unrolledGates(builder, prefix, layer, direction)
  const inputs = gates.kernels.map((kernel, gate) => {
    const product = builder.add('MatMul', [input, kernel], `${prefix}/product_${gate}`)
    return builder.add('Add', [product, gates.inputBiases[gate]!], `${prefix}/input_${gate}`)
  })
  const states: string[] = []
  let state: string | undefined
  for (let count = 0; count < time; count++) {
    const step = direction.name === 'forward' ? count : time - 1 - count
    const at = builder.int64(`step_${step}`, [step])
    const shape = builder.int64('row_shape', [-1, layer.units])
    const ofStep = inputs.map((values, gate) => {
      const gathered = builder.add('Gather', [values, at], `${prefix}/${step}/gathered_${gate}`, [
        intAttribute('axis', 1),
      ])
      return builder.add('Reshape', [gathered, shape], `${prefix}/${step}/input_${gate}`)
    })
    state = addStep(unrolled, `${prefix}/${step}`, ofStep, state, gates)
    states[step] = state
  }
  return states
}

/** One step. The first has no state yet: all that depends on one is 0, but for the recurrent bias of the candidate. */
function addStep(
  { builder, resetAfter }: Unrolled,
  prefix: string,
  inputs: readonly string[],
  state: string | undefined,
  gates: UnrolledGates,
): string {
  const add = (operator: string, values: readonly string[], name: string): string =>
    builder.add(operator, values, `${prefix}/${name}`)
  const sum = (gate: number, name: string): string => {
    if (state === undefined) return inputs[gate]!
    const recurrent = add('MatMul', [state, gates.recurrents[gate]!], `${name}_recurrent`)
    return add('Add', [inputs[gate]!, recurrent], `${name}_sum`)
  }
  const update = add('Sigmoid', [sum(0, 'update')], 'update')
  const candidate = add('Tanh', [candidateSum()], 'candidate')
  const one = builder.constant(initializerOf('one', [1], Float32Array.of(1)))
  const taken = add('Mul', [add('Sub', [one, update], 'take'), candidate], 'taken')
  return state === undefined ? taken : add('Add', [add('Mul', [update, state], 'kept'), taken], 'state')

  function candidateSum(): string {
    if (!resetAfter) {
      if (state === undefined) return inputs[2]!
      const kept = add('Mul', [add('Sigmoid', [sum(1, 'reset')], 'reset'), state], 'reset_state')
      return add(
        'Add',
        [inputs[2]!, add('MatMul', [kept, gates.recurrents[2]!], 'candidate_recurrent')],
        'candidate_sum',
      )
    }
    const reset = add('Sigmoid', [sum(1, 'reset')], 'reset')
    const recurrent =
      state === undefined
        ? gates.candidateBias
        : add(
            'Add',
            [add('MatMul', [state, gates.recurrents[2]!], 'candidate_product'), gates.candidateBias],
            'candidate_recurrent',
          )
    return add('Add', [inputs[2]!, add('Mul', [reset, recurrent], 'gated_recurrent')], 'candidate_sum')
  }
}
