import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../../src/export-onnx.js'
import { decodeModel } from '../../src/format/decode-model.js'
import { encodeModel } from '../../src/format/encode-model.js'
import { ModelProtoSchema, TensorProto_DataType } from '../../src/generated/onnx_pb.js'
import { randomModel } from '../support/models.js'

describe('encodeModel', () => {
  it("should write the very bytes that the library's own writer gives", () => {
    const bytes = exportOnnx(randomModel({ labels: ['a', 'b', 'ü'] }))
    expect(toBinary(ModelProtoSchema, decodeModel(bytes).model)).toEqual(bytes)
  })

  it('should refuse 2 GiB before it allocates anything', () => {
    const huge = {
      name: 'huge',
      type: TensorProto_DataType.FLOAT,
      shape: [2 ** 29],
      byteLength: 2 ** 31,
      write: () => expect.unreachable('nothing may be written'),
    }
    expect(() => encodeModel(create(ModelProtoSchema), [huge])).toThrow(
      expect.objectContaining({ code: 'ONNX_UNSUPPORTED' }),
    )
  })
})
