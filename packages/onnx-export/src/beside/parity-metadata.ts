import { create, toBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema } from '../generated/onnx_pb.js'
import type { VerificationReport } from '../verify/verification-report.js'

/**
 * The file with an entry `wordloom.parity` that says how it was verified. Nothing else changes: protocol buffers written
 * one after the other are one whose lists are joined.
 *
 * @see https://protobuf.dev/programming-guides/encoding/#last-one-wins
 */
export function withParityMetadata(bytes: Uint8Array, report: VerificationReport): Uint8Array {
  const { runtime, rows, largestDifference, tolerance, rounding } = report
  const value = JSON.stringify({
    largestDifference,
    ...(rounding && { roundingDifference: rounding.largestDifference }),
    rows,
    runtime: `${runtime.name} ${runtime.version}`,
    tolerance,
  })
  const entry = create(ModelProtoSchema, { metadataProps: [{ key: 'wordloom.parity', value }] })
  const added = toBinary(ModelProtoSchema, entry)
  const file = new Uint8Array(bytes.length + added.length)
  file.set(bytes)
  file.set(added, bytes.length)
  return file
}
