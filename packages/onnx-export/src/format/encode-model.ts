import { create, toBinary } from '@bufbuild/protobuf'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { WordloomError } from '@wordloom/core'
import {
  GraphProtoSchema,
  ModelProtoSchema,
  TensorProto_DataLocation,
  TensorProtoSchema,
} from '../generated/onnx_pb.js'
import type { ModelProto } from '../generated/onnx_pb.js'
import type { ExternalPlace, ExternalPlaces } from './external-data.js'
import type { Initializer } from './initializer.js'

/** Protocol buffers count bytes in a signed 32-bit integer; larger models need a file beside them. */
const largestFile = 2 ** 31 - 1

type Piece = Uint8Array | Initializer

/**
 * Writes a model file. The values of the initializers go straight to their place in the file: the library's own writer
 * would copy an embedding table several times, once for every message around it.
 *
 * @param model - everything but the graph's initializers.
 * @param external - where the values of initializers lie that are not in the file.
 * @see https://protobuf.dev/programming-guides/encoding/
 * @throws WordloomError `ONNX_UNSUPPORTED` for a file of 2 GiB or more.
 */
export function encodeModel(
  model: ModelProto,
  initializers: readonly Initializer[],
  external: ExternalPlaces = new Map(),
): Uint8Array {
  const { graph, opsetImport, metadataProps, irVersion, producerName, producerVersion } = model
  const graphFields = GraphProtoSchema.field
  const graphPieces: Piece[] = [
    toBinary(GraphProtoSchema, create(GraphProtoSchema, { node: graph?.node ?? [], name: graph?.name ?? '' })),
    ...initializers.flatMap((initializer) =>
      field(graphFields.initializer.number, tensorPieces(initializer, external.get(initializer))),
    ),
    toBinary(GraphProtoSchema, create(GraphProtoSchema, { input: graph?.input ?? [], output: graph?.output ?? [] })),
  ]
  return join([
    toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion, producerName, producerVersion })),
    ...field(ModelProtoSchema.field.graph.number, graphPieces),
    toBinary(ModelProtoSchema, create(ModelProtoSchema, { opsetImport, metadataProps })),
  ])
}

function tensorPieces(initializer: Initializer, place: ExternalPlace | undefined): Piece[] {
  const { name, type, shape } = initializer
  const header = { name, dataType: type, dims: shape.map(BigInt) }
  if (place !== undefined) {
    const { location, offset, length } = place
    const externalData = Object.entries({ location, offset, length }).map(([key, value]) => ({
      key,
      value: String(value),
    }))
    const external = { ...header, externalData, dataLocation: TensorProto_DataLocation.EXTERNAL }
    return [toBinary(TensorProtoSchema, create(TensorProtoSchema, external))]
  }
  const inside = toBinary(TensorProtoSchema, create(TensorProtoSchema, header))
  return [inside, ...field(TensorProtoSchema.field.rawData.number, [initializer])]
}

function field(number: number, content: readonly Piece[]): Piece[] {
  const prefix = new BinaryWriter().tag(number, WireType.LengthDelimited).uint32(checkedLength(content)).finish()
  return [prefix, ...content]
}

function checkedLength(pieces: readonly Piece[]): number {
  const length = pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
  if (length <= largestFile) return length
  throw new WordloomError('ONNX_UNSUPPORTED', 'One ONNX file has less than 2 GiB', {
    expected: `at most ${largestFile} bytes`,
    received: length,
    hint: 'Let the exporter write external data, or train with a smaller vocabulary (maxTokens) or dimension.',
  })
}

function join(pieces: readonly Piece[]): Uint8Array {
  const file = new Uint8Array(checkedLength(pieces))
  let offset = 0
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) file.set(piece, offset)
    else piece.write(file.subarray(offset, offset + piece.byteLength))
    offset += piece.byteLength
  }
  return file
}
