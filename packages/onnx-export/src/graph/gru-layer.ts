import { intAttribute, intsAttribute, stringAttribute, zeroAttribute } from '../format/node.js'
import type { EncoderForm } from './encoder.js'
import type { GraphBuilder } from './graph-builder.js'
import { gruWeights } from './gru-weights.js'

/** What the operator needs besides weights. */
export interface GruFormInputs {
  /** A value whose first axis is the batch. */
  readonly ids: string
  /** `int32 [batch]`: steps up to the last token of each row; absent where padding is masked by weights alone. */
  readonly sequenceLengths?: string | undefined
  readonly resetAfter: boolean
}

/**
 * The encoder by the operator GRU, which wants time first.
 *
 * - The initial state is spelt out, since two runtimes want it for a batch of unknown size.
 * - One bidirectional GRU: a runtime exists that takes a GRU with `direction=reverse` for a forward one.
 *
 * @see https://onnx.ai/onnx/operators/onnx__GRU.html
 */
export function gruForm(builder: GraphBuilder, { ids, sequenceLengths, resetAfter }: GruFormInputs): EncoderForm {
  let initialState: string | undefined
  return {
    timeAxis: 0,
    layOut: (embedded) => builder.add('Transpose', [embedded], 'embedded_by_time', [intsAttribute('perm', [1, 0, 2])]),
    addLayer(index, input, weights, wanted) {
      const { units } = weights
      const prefix = `encoder/${index}`
      initialState ??= addInitialState(builder, ids, units)
      builder.addNode({
        opType: 'GRU',
        name: `${prefix}/gru`,
        input: [input, ...gruWeights(builder, prefix, weights), sequenceLengths ?? '', initialState],
        output: wanted === 'states' ? [`${prefix}/states`] : ['', `${prefix}/last_states`],
        attribute: [
          stringAttribute('direction', 'bidirectional'),
          intAttribute('hidden_size', units),
          intAttribute('linear_before_reset', resetAfter ? 1 : 0),
        ],
      })
      return wanted === 'states' ? allStates(builder, prefix, units) : lastStates(builder, prefix, units)
    },
  }
}

/** `[2, batch, units]` zeros. */
function addInitialState(builder: GraphBuilder, ids: string, units: number): string {
  const axis = intAttribute('axis', 0)
  const shape = builder.add('Shape', [ids], 'ids_shape')
  const batch = builder.add('Gather', [shape, builder.int64('batch_axis', [0])], 'batch_size', [axis])
  const sizes = [builder.int64('directions', [2]), batch, builder.int64('units', [units])]
  const stateShape = builder.add('Concat', sizes, 'initial_state_shape', [axis])
  return builder.add('ConstantOfShape', [stateShape], 'initial_state', [zeroAttribute('value')])
}

/** `[time, 2, batch, units]` → `[time, batch, 2 * units]` */
function allStates(builder: GraphBuilder, prefix: string, units: number): string {
  const perm = intsAttribute('perm', [0, 2, 1, 3])
  const byRow = builder.add('Transpose', [`${prefix}/states`], `${prefix}/states_by_row`, [perm])
  return builder.add('Reshape', [byRow, builder.int64('states_shape', [0, 0, 2 * units])], `${prefix}/both_states`)
}

/** `[2, batch, units]` → `[batch, 2 * units]` */
function lastStates(builder: GraphBuilder, prefix: string, units: number): string {
  const perm = intsAttribute('perm', [1, 0, 2])
  const byRow = builder.add('Transpose', [`${prefix}/last_states`], `${prefix}/last_states_by_row`, [perm])
  return builder.add('Reshape', [byRow, builder.int64('state_shape', [-1, 2 * units])], `${prefix}/both_last_states`)
}
