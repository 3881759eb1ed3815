import { create } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { outputCount } from '@wordloom/core'
import type { ModelSpec } from '@wordloom/core'
import {
  AttributeProto_AttributeType,
  GraphProtoSchema,
  TensorProto_DataType,
  ValueInfoProtoSchema,
} from '../generated/onnx_pb.js'
import type { AttributeProtoSchema, GraphProto, NodeProtoSchema, ValueInfoProto } from '../generated/onnx_pb.js'
import { bytesOf } from '../format/initializer.js'

/** What the graph takes: `int32 [batch, time]`. */
export const inputName = 'ids'
/** What it gives: `float [batch, outputs]`. */
export const outputName = 'probabilities'
/** Every runtime with a GRU reads this operator set, also those of 2021; nothing later is needed. */
export const operatorSetVersion = 13
/** The file format of the time of {@link operatorSetVersion}. */
export const irVersion = 7

type NodeInit = MessageInitShape<typeof NodeProtoSchema>
type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>

/**
 * The network as ONNX operators, without its constants.
 *
 * - One step of padding is appended (`Pad`), so that there is one even when every text is empty: onnxruntime ends the
 *   process when a GRU gets no step at all.
 * - The padding gate (`padGateWeight`) masks instead of `sequence_lens`.
 * - The initial state is spelt out, since two runtimes want it for a batch of unknown size.
 * - One bidirectional GRU: a runtime exists that takes a GRU with `direction=reverse` for a forward one.
 *
 * @see https://onnx.ai/onnx/operators/
 */
export function graphOf(spec: ModelSpec): GraphProto {
  const outputs = outputCount(spec)
  return create(GraphProtoSchema, {
    name: 'wordloom',
    node: [...inputNodes(), ...encoderNodes(spec.encoder.units), ...headNodes(spec)],
    input: [valueInfo(inputName, TensorProto_DataType.INT32, ['batch', 'time'])],
    output: [valueInfo(outputName, TensorProto_DataType.FLOAT, ['batch', outputs])],
  })
}

function inputNodes(): NodeInit[] {
  return [
    node('Pad', [inputName, 'one_step_after'], 'ids_and_step'),
    node('Gather', ['embedding/embeddings', 'ids_and_step'], 'embedded', [intAttribute('axis', 0)]),
    node('Transpose', ['embedded'], 'embedded_by_time', [intsAttribute('perm', [1, 0, 2])]),
  ]
}

function encoderNodes(units: number): NodeInit[] {
  const zero = { dims: [1n], dataType: TensorProto_DataType.FLOAT, rawData: bytesOf(Float32Array.of(0)).slice() }
  return [
    node('Shape', [inputName], 'ids_shape'),
    node('Gather', ['ids_shape', 'batch_axis'], 'batch_size', [intAttribute('axis', 0)]),
    node('Concat', ['directions', 'batch_size', 'units'], 'initial_state_shape', [intAttribute('axis', 0)]),
    node('ConstantOfShape', ['initial_state_shape'], 'initial_state', [
      { name: 'value', t: zero, type: AttributeProto_AttributeType.TENSOR },
    ]),
    {
      ...node(
        'GRU',
        ['embedded_by_time', 'encoder/0/kernel', 'encoder/0/recurrent_kernel', 'encoder/0/bias', '', 'initial_state'],
        'last_states',
        [
          stringAttribute('direction', 'bidirectional'),
          intAttribute('hidden_size', units),
          intAttribute('linear_before_reset', 1),
        ],
      ),
      output: ['', 'last_states'],
    },
    node('Transpose', ['last_states'], 'last_states_by_row', [intsAttribute('perm', [1, 0, 2])]),
    node('Reshape', ['last_states_by_row', 'state_shape'], 'text_state'),
  ]
}

function headNodes(spec: ModelSpec): NodeInit[] {
  return [
    node('Gemm', ['text_state', 'hidden/kernel', 'hidden/bias'], 'hidden_sum'),
    node('Relu', ['hidden_sum'], 'hidden'),
    node('Gemm', ['hidden', 'output/kernel', 'output/bias'], 'logits'),
    spec.task.type === 'multi-class'
      ? node('Softmax', ['logits'], outputName, [intAttribute('axis', -1)])
      : node('Sigmoid', ['logits'], outputName),
  ]
}

function node(opType: string, input: string[], output: string, attribute: AttributeInit[] = []): NodeInit {
  return { opType, name: output, input, output: [output], attribute }
}

function intAttribute(name: string, value: number): AttributeInit {
  return { name, i: BigInt(value), type: AttributeProto_AttributeType.INT }
}

function intsAttribute(name: string, values: readonly number[]): AttributeInit {
  return { name, ints: values.map(BigInt), type: AttributeProto_AttributeType.INTS }
}

function stringAttribute(name: string, value: string): AttributeInit {
  return { name, s: new TextEncoder().encode(value), type: AttributeProto_AttributeType.STRING }
}

function valueInfo(name: string, elemType: TensorProto_DataType, shape: readonly (string | number)[]): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType,
          shape: {
            dim: shape.map((size) => ({
              value:
                typeof size === 'string'
                  ? { case: 'dimParam' as const, value: size }
                  : { case: 'dimValue' as const, value: BigInt(size) },
            })),
          },
        },
      },
    },
  })
}
