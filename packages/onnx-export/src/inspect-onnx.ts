import { WordloomError } from '@wordloom/core'
import { decodeModel } from './format/decode-model.js'
import { externalPlaceOf } from './format/external-data.js'
import { tensorByteLength, tensorTypeName } from './format/tensor-type.js'
import type { TensorProto, ValueInfoProto } from './generated/onnx_pb.js'

/** An input or output of a graph. */
export interface OnnxValue {
  /** As the graph calls it. */
  readonly name: string
  /** ONNX' name in lower case: `int32`, `float`, `string`, …; `unknown` for what is no tensor. */
  readonly type: string
  /** A number, the name of a size known only at run time, or `?` for one without a name. */
  readonly shape: readonly (number | string)[]
}

/** A constant of a graph. */
export interface OnnxInitializer {
  /** As the graph calls it. */
  readonly name: string
  /** The type of its values: `float`, `int32`, … */
  readonly type: string
  /** The outermost axis first. */
  readonly shape: readonly number[]
  /** Of its values; 0 for strings and for types that this package does not know. */
  readonly bytes: number
  /** Name of the file beside the model that holds the values; absent where they are in the model. */
  readonly file?: string
}

/** What an ONNX file says about itself. */
export interface OnnxSummary {
  /** Size of the file. */
  readonly bytes: number
  /** Version of the file format. */
  readonly irVersion: number
  /** Version of ONNX' own operators; 0 when the file uses none of them. */
  readonly opset: number
  /** Versions of all operator sets by domain; ONNX' own is `ai.onnx`. */
  readonly operatorSets: Readonly<Record<string, number>>
  /** The program that wrote the file. */
  readonly producer: {
    /** Its name. */
    readonly name: string
    /** Its version. */
    readonly version: string
  }
  /** `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>
  /** What the graph is given. */
  readonly inputs: readonly OnnxValue[]
  /** What the graph gives. */
  readonly outputs: readonly OnnxValue[]
  /** How often each operator occurs in the graph, sorted by name. */
  readonly operators: Readonly<Record<string, number>>
  /** The stored tensors, such as weights. */
  readonly initializers: readonly OnnxInitializer[]
  /** Bytes of all initializers together. */
  readonly initializerBytes: number
}

/**
 * Reads what an ONNX file, exported by this package or not, says about itself. Nothing is run.
 *
 * @throws WordloomError `ONNX_MALFORMED` for bytes that are no ONNX model, and for a tensor whose values do not fit its
 * shape.
 */
export function inspectOnnx(bytes: Uint8Array): OnnxSummary {
  const { model, graph } = decodeModel(bytes)
  const { irVersion, opsetImport, producerName, producerVersion, metadataProps } = model
  const operatorSets = Object.fromEntries(
    opsetImport.map(({ domain, version }) => [domain === '' ? 'ai.onnx' : domain, Number(version)]),
  )
  const initializers = graph.initializer.map(initializerSummary)
  const constants = new Set(initializers.map(({ name }) => name))
  return {
    bytes: bytes.length,
    irVersion: Number(irVersion),
    opset: operatorSets['ai.onnx'] ?? 0,
    operatorSets,
    producer: { name: producerName, version: producerVersion },
    metadata: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
    // Files of the first format versions list their constants among the inputs as well.
    inputs: graph.input.filter(({ name }) => !constants.has(name)).map(valueSummary),
    outputs: graph.output.map(valueSummary),
    operators: countOperators(graph.node.map(({ opType }) => opType)),
    initializers,
    initializerBytes: initializers.reduce((sum, initializer) => sum + initializer.bytes, 0),
  }
}

function countOperators(types: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function initializerSummary(tensor: TensorProto): OnnxInitializer {
  const { name, dataType, dims, rawData } = tensor
  const external = externalPlaceOf(tensor)
  const shape = dims.map(Number)
  const expected = tensorByteLength(
    dataType,
    shape.reduce((product, size) => product * size, 1),
  )
  // Without raw data the values stand in another field or file, or there are none.
  const length = external?.length ?? rawData.length
  const fits = length === 0 || length === expected || expected === undefined
  if (!fits || shape.some((size) => size < 0)) {
    throw new WordloomError('ONNX_MALFORMED', 'A tensor has as many bytes as its shape asks for', {
      name,
      expected: `${expected} bytes for [${shape.join(', ')}]`,
      received: length,
    })
  }
  return {
    name,
    type: tensorTypeName(dataType),
    shape,
    bytes: expected ?? 0,
    ...(external && { file: external.location }),
  }
}

function valueSummary({ name, type }: ValueInfoProto): OnnxValue {
  if (type?.value.case !== 'tensorType') return { name, type: 'unknown', shape: [] }
  const { elemType, shape } = type.value.value
  return {
    name,
    type: tensorTypeName(elemType),
    shape: (shape?.dim ?? []).map(({ value }) => {
      if (value.case === 'dimValue') return Number(value.value)
      return value.case === 'dimParam' && value.value !== '' ? value.value : '?'
    }),
  }
}
