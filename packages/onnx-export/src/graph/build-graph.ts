import { create } from '@bufbuild/protobuf'
import { outputCount } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { GraphProtoSchema, TensorProto_DataType } from '../generated/onnx_pb.js'
import type { GraphProto } from '../generated/onnx_pb.js'
import type { Initializer } from '../format/initializer.js'
import { valueInfo } from '../format/value-info.js'
import { addEmbedding } from './embedding.js'
import { addEncoder, type EncoderForm } from './encoder.js'
import type { CompleteForm } from './export-form.js'
import { createGraphBuilder, type GraphBuilder } from './graph-builder.js'
import { addIds, addSequenceLengths, graphInput } from './graph-inputs.js'
import { gruForm } from './gru-layer.js'
import { addHead } from './head.js'
import { unrolledForm } from './unrolled-layer.js'

/** What every form gives: `float [batch, outputs]`. */
export const outputName = 'probabilities'

/** A graph and the constants that belong into it. */
export interface BuiltGraph {
  readonly graph: GraphProto
  readonly initializers: readonly Initializer[]
}

/**
 * The network as ONNX operators. Padding is masked by the padding gate (`padGateWeight`), with or without lengths.
 *
 * @see https://onnx.ai/onnx/operators/
 * @throws WordloomError `ONNX_UNSUPPORTED` naming the part that the graph cannot express.
 */
export function buildGraph(model: TrainedModel, form: CompleteForm): BuiltGraph {
  const builder = createGraphBuilder(form.opset)
  const { name, type, shape } = graphInput(form)
  const ids = addIds(builder, model, form)
  const embedded = addEmbedding(builder, model, ids, form.precision)
  const state = addEncoder(builder, model, embedded, encoderForm(builder, model, form, ids), form.precision)
  addHead(builder, model, state, outputName, form.precision)
  const graph = create(GraphProtoSchema, {
    name: 'wordloom',
    node: [...builder.nodes],
    input: [valueInfo(name, type, shape)],
    output: [valueInfo(outputName, TensorProto_DataType.FLOAT, ['batch', outputCount(model.spec)])],
  })
  return { graph, initializers: builder.initializers }
}

function encoderForm(builder: GraphBuilder, { spec }: TrainedModel, form: CompleteForm, ids: string): EncoderForm {
  const { resetAfter } = spec.encoder
  if (form.time !== undefined) return unrolledForm(builder, form.time, resetAfter)
  const sequenceLengths = form.optimize === 'onnxruntime' ? addSequenceLengths(builder, ids) : undefined
  return gruForm(builder, { ids, sequenceLengths, resetAfter })
}
