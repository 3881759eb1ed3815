import { readFileSync } from 'node:fs'
import { create, toBinary } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../src/export-onnx.js'
import { ModelProtoSchema } from '../src/generated/onnx_pb.js'
import { inspectOnnx } from '../src/inspect-onnx.js'
import { randomModel } from './support/models.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

describe('inspectOnnx', () => {
  it('should tell everything about an export', () => {
    const model = randomModel({
      labels: ['wetter', 'Sport "heute"', '天気'],
      words: 20,
      dimension: 5,
      units: 3,
      hidden: 7,
    })
    const bytes = exportOnnx(model)
    const summary = inspectOnnx(bytes)
    expect(summary).toMatchObject({
      bytes: bytes.length,
      irVersion: 7,
      opset: 13,
      operatorSets: { 'ai.onnx': 13 },
      producer: { name: 'wordloom', version },
      inputs: [{ name: 'ids', type: 'int32', shape: ['batch', 'time'] }],
      outputs: [{ name: 'probabilities', type: 'float', shape: ['batch', 3] }],
    })
    expect(summary.metadata).toEqual({
      'wordloom.format_version': '1',
      'wordloom.inputs': 'ids',
      'wordloom.labels': '["wetter","Sport \\"heute\\"","天気"]',
      'wordloom.max_length': '12',
      'wordloom.opset': '13',
      'wordloom.optimize': 'portable',
      'wordloom.precision': 'fp32',
      'wordloom.task': 'multi-class',
      'wordloom.tokenizer': '{"casing":"unicode","type":"text-vectorization"}',
      'wordloom.vocabulary_sha256': model.vocabulary.fingerprint,
      'wordloom.vocabulary_size': '22',
    })
    expect(summary.operators).toEqual({
      Concat: 1,
      ConstantOfShape: 1,
      GRU: 1,
      Gather: 2,
      Gemm: 2,
      Pad: 1,
      Relu: 1,
      Reshape: 1,
      Shape: 1,
      Softmax: 1,
      Transpose: 2,
    })
    expect(summary.initializers.filter(({ type }) => type === 'float')).toEqual([
      { name: 'embedding/embeddings', type: 'float', shape: [22, 6], bytes: 528 },
      { name: 'encoder/0/kernel', type: 'float', shape: [2, 9, 6], bytes: 432 },
      { name: 'encoder/0/recurrent_kernel', type: 'float', shape: [2, 9, 3], bytes: 216 },
      { name: 'encoder/0/bias', type: 'float', shape: [2, 18], bytes: 144 },
      { name: 'hidden/kernel', type: 'float', shape: [6, 7], bytes: 168 },
      { name: 'hidden/bias', type: 'float', shape: [7], bytes: 28 },
      { name: 'output/kernel', type: 'float', shape: [7, 3], bytes: 84 },
      { name: 'output/bias', type: 'float', shape: [3], bytes: 12 },
    ])
    expect(summary.initializerBytes).toBe(528 + 432 + 216 + 144 + 168 + 28 + 84 + 12 + (4 + 1 + 1 + 1 + 2) * 8)
  })

  it('should have one sigmoid output for a binary model', () => {
    const { outputs, operators, metadata } = inspectOnnx(exportOnnx(randomModel()))
    expect(outputs).toEqual([{ name: 'probabilities', type: 'float', shape: ['batch', 1] }])
    expect(operators).toMatchObject({ Sigmoid: 1 })
    expect(operators).not.toHaveProperty('Softmax')
    expect(metadata).toMatchObject({ 'wordloom.task': 'binary', 'wordloom.labels': '["ham","spam"]' })
  })

  it("should read other people's models", () => {
    const value = (elemType: number) => ({ value: { case: 'tensorType' as const, value: { elemType } } })
    const foreign = create(ModelProtoSchema, {
      irVersion: 3n,
      opsetImport: [{ domain: 'ai.onnx.ml', version: 2n }],
      metadataProps: [{ key: '__proto__', value: 'x' }],
      graph: {
        node: [{ opType: 'constructor' }],
        input: [{ name: 'a', type: value(999) }, { name: 'weight', type: value(1) }, { name: 'sequence' }],
        initializer: [
          { name: 'weight', dataType: 1, dims: [2n, 3n] },
          { name: 'words', dataType: 8, dims: [2n] },
          { name: 'packed', dataType: 22, dims: [3n], rawData: new Uint8Array(2) },
        ],
      },
    })
    const summary = inspectOnnx(toBinary(ModelProtoSchema, foreign))
    expect(summary).toMatchObject({ irVersion: 3, opset: 0, operatorSets: { 'ai.onnx.ml': 2 } })
    expect(summary.producer).toEqual({ name: '', version: '' })
    expect(Object.entries(summary.metadata)).toEqual([['__proto__', 'x']])
    expect(Object.entries(summary.operators)).toEqual([['constructor', 1]])
    expect(summary.inputs).toEqual([
      { name: 'a', type: 'type 999', shape: [] },
      { name: 'sequence', type: 'unknown', shape: [] },
    ])
    expect(summary.initializers.map(({ bytes }) => bytes)).toEqual([24, 0, 2])
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('{"spec": {}, "and": "so on"}')],
    ['zeros', new Uint8Array(1000)],
  ])('should refuse %s', (_, bytes) => {
    expect(() => inspectOnnx(bytes)).toThrow(expect.objectContaining({ code: 'ONNX_MALFORMED' }))
  })

  it('should refuse a file cut short anywhere', () => {
    const bytes = exportOnnx(randomModel({ words: 3, dimension: 2, units: 1, hidden: 2 }))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        const summarize = (): unknown => inspectOnnx(bytes.subarray(0, length))
        // What follows the graph is operator set and metadata; without the last entries it is a model, if a poorer one.
        if (length < bytes.length - 600) {
          expect(summarize).toThrow(expect.objectContaining({ code: 'ONNX_MALFORMED' }))
        } else {
          try {
            summarize()
          } catch (error) {
            expect(error).toMatchObject({ code: 'ONNX_MALFORMED' })
          }
        }
      }),
    )
  })

  it('should read or refuse a file with changed bytes, and never fail in another way', () => {
    const bytes = exportOnnx(randomModel({ words: 3, dimension: 2, units: 1, hidden: 2 }))
    const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) })
    let refused = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = bytes.slice()
        for (const { at, value } of changes) damaged[at] = value
        try {
          inspectOnnx(damaged)
        } catch (error) {
          expect(error).toMatchObject({ code: 'ONNX_MALFORMED' })
          refused += 1
        }
      }),
      { numRuns: 500 },
    )
    expect(refused).toBeGreaterThan(0)
  })

  it('should refuse a tensor whose values do not fit its shape', () => {
    const file = create(ModelProtoSchema, {
      irVersion: 7n,
      opsetImport: [{ version: 13n }],
      graph: { initializer: [{ name: 'short', dataType: 1, dims: [2n, 3n], rawData: new Uint8Array(20) }] },
    })
    expect(() => inspectOnnx(toBinary(ModelProtoSchema, file))).toThrow(
      expect.objectContaining({
        code: 'ONNX_MALFORMED',
        details: expect.objectContaining({ name: 'short', received: 20 }),
      }),
    )
  })
})
