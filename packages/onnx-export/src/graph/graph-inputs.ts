import type { TrainedModel } from '@wordloom/core'
import { TensorProto_DataType } from '../generated/onnx_pb.js'
import { intAttribute } from '../format/node.js'
import type { CompleteForm } from './export-form.js'
import type { GraphBuilder } from './graph-builder.js'
import { addTextInput } from './text-input.js'
import { addLabelEncoder, tokenKeys } from './token-keys.js'

/** What a graph is given. */
export interface GraphInput {
  readonly name: string
  readonly type: TensorProto_DataType
  readonly shape: readonly (string | number)[]
}

/** The one input of a form. */
export function graphInput({ inputs, time }: CompleteForm): GraphInput {
  if (inputs === 'text') return { name: 'text', type: TensorProto_DataType.STRING, shape: ['batch'] }
  const type = inputs === 'ids' ? TensorProto_DataType.INT32 : TensorProto_DataType.STRING
  return { name: inputs, type, shape: ['batch', time ?? 'time'] }
}

/** Ids, `[batch, time]`, with at least one step. */
export function addIds(builder: GraphBuilder, model: TrainedModel, form: CompleteForm): string {
  const { name } = graphInput(form)
  if (form.optimize === 'unrolled') return name
  const ids = form.inputs === 'ids' ? name : addStringInput(builder, model, form, name)
  // onnxruntime ends the whole process when a GRU gets no step at all.
  return builder.add('Pad', [ids, builder.int64('one_step_after', [0, 0, 0, 1])], 'ids_and_step')
}

function addStringInput(builder: GraphBuilder, model: TrainedModel, { inputs }: CompleteForm, name: string): string {
  return inputs === 'text'
    ? addTextInput(builder, model, name)
    : addLabelEncoder(builder, name, tokenKeys(model.vocabulary))
}

/**
 * `int32 [batch]`: the steps up to the last token, at least 1. Padding before it is left to the padding gate.
 */
export function addSequenceLengths(builder: GraphBuilder, ids: string): string {
  const { BOOL, INT32 } = TensorProto_DataType
  const cast = (input: string, to: TensorProto_DataType, output: string): string =>
    builder.add('Cast', [input], output, [intAttribute('to', to)])
  const isToken = cast(cast(ids, BOOL, 'is_token'), INT32, 'token_or_not')
  const shape = builder.add('Shape', [ids], 'steps_shape')
  const time = builder.add('Gather', [shape, builder.scalar('time_axis', 1)], 'steps', [intAttribute('axis', 0)])
  const afterLast = builder.add('Add', [time, builder.scalar('step_one', 1)], 'after_last_step')
  const range = builder.add('Range', ['step_one', afterLast, 'step_one'], 'step_numbers')
  const numbers = builder.add('Mul', [isToken, cast(range, INT32, 'step_numbers_int32')], 'token_steps')
  const last = builder.reduce('ReduceMax', numbers, 1, 'last_token_step')
  return builder.add('Max', [last, builder.int32('shortest_row', [1])], 'sequence_lengths')
}
