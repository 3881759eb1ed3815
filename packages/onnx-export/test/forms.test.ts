import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as runtime from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { exportOnnx, exportOnnxWithData } from '../src/export-onnx.js'
import type { ExportForm } from '../src/graph/export-form.js'
import { inspectOnnx } from '../src/inspect-onnx.js'
import { verifyOnnx } from '../src/verify/verify-onnx.js'
import { randomModel } from './support/models.js'
import { largestDifference, runRows, tampered } from './support/onnx-file.js'
import { referenceClassifier, referenceProbabilities } from './support/reference.js'

const labels = ['news', 'sport', 'weather']
const tokenizer = { type: 'word-runs', casing: 'unicode', separators: 'spaces' } as const
const encoders = [
  ['one layer', {}],
  ['stacked layers and mean', { layers: 2, pooling: 'mean' }],
  ['reset before and max', { resetAfter: false, pooling: 'max' }],
] as const
const forms: readonly ExportForm[] = [
  { inputs: 'tokens' },
  { inputs: 'text' },
  { inputs: 'text', opset: 20 },
  { optimize: 'onnxruntime' },
  { optimize: 'onnxruntime', inputs: 'text', opset: 26, precision: 'int8' },
  { optimize: 'unrolled' },
  { optimize: 'unrolled', time: 5 },
  { optimize: 'unrolled', time: 1, opset: 18 },
  { optimize: 'unrolled', precision: 'int8' },
  { optimize: 'unrolled', precision: 'fp16' },
  { precision: 'fp16' },
  { precision: 'int8' },
]

const unsupported = (name: string): unknown =>
  expect.objectContaining({ code: 'ONNX_UNSUPPORTED', details: expect.objectContaining({ name }) })

describe.each(encoders)('an export with %s', (_, encoder) => {
  it.each(forms.map((form) => [JSON.stringify(form), form] as const))(
    'should be verified as %s',
    async (_form, form) => {
      const model = randomModel({ encoder, labels, tokenizer })
      const report = await verifyOnnx(referenceClassifier(model), exportOnnx(model, form), {
        sampleTexts: ['word1 WORD2 nothing', '', 'word5 '.repeat(20)],
      })
      expect(report.form).toMatchObject(form)
      expect(report.largestDifference).toBeLessThan(1e-6)
      expect(report.rounding === undefined).toBe((form.precision ?? 'fp32') === 'fp32')
    },
  )
})

describe('the form of a file', () => {
  it('should be float32 ids for operator set 13 by default', () => {
    const model = randomModel()
    expect(exportOnnx(model, { opset: 13, inputs: 'ids', precision: 'fp32', optimize: 'portable' })).toEqual(
      exportOnnx(model),
    )
  })

  it('should use no operators of others where it need not', () => {
    const model = randomModel({ tokenizer })
    const sets = (form: ExportForm): unknown => inspectOnnx(exportOnnx(model, form)).operatorSets
    expect(sets({})).toEqual({ 'ai.onnx': 13 })
    expect(sets({ inputs: 'tokens' })).toEqual({ 'ai.onnx': 13, 'ai.onnx.ml': 2 })
    expect(sets({ inputs: 'text' })).toEqual({ 'ai.onnx': 13, 'ai.onnx.ml': 2, 'com.microsoft': 1 })
    expect(sets({ inputs: 'text', opset: 20 })).toEqual({ 'ai.onnx': 20, 'ai.onnx.ml': 2 })
    expect(inspectOnnx(exportOnnx(model, { optimize: 'unrolled' })).operators).not.toHaveProperty('GRU')
  })

  it.each(encoders)('should be of few operators when it is unrolled: %s', (_, encoder) => {
    const model = randomModel({ encoder, labels, tokenizer })
    const { operators } = inspectOnnx(exportOnnx(model, { optimize: 'unrolled', precision: 'int8' }))
    // All of them are in candle-onnx 0.11, which has no GRU, nor Max.
    const known = new Set(
      'Add Cast Clip Concat Div Gather Gemm MatMul Mul ReduceMax ReduceMean Relu Reshape Sigmoid Softmax Sub Tanh'.split(
        ' ',
      ),
    )
    expect(Object.keys(operators).filter((name) => !known.has(name))).toEqual([])
  })

  it('should be refused when there is none such', () => {
    const model = randomModel()
    const refused: readonly (readonly [ExportForm, string])[] = [
      [{ opset: 12 }, 'opset'],
      [{ opset: 99 }, 'opset'],
      [{ opset: 13.5 }, 'opset'],
      [{ time: 5 }, 'time'],
      [{ optimize: 'unrolled', time: 0 }, 'time'],
      [{ optimize: 'unrolled', inputs: 'tokens' }, 'inputs'],
    ]
    for (const [form, name] of refused) {
      expect(() => exportOnnx(model, form)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT', details: expect.objectContaining({ name }) }),
      )
    }
  })

  it.each([
    [{ type: 'text-vectorization', casing: 'unicode' }, 'deletes punctuation'],
    [{ type: 'unicode-words', locale: 'ja' }, 'dictionaries'],
  ] as const)('should not be text with the tokenizer %o', (other, reason) => {
    const model = randomModel({ tokenizer: other })
    expect(() => exportOnnx(model, { inputs: 'text' })).toThrow(unsupported('tokenizer.type'))
    expect(() => exportOnnx(model, { inputs: 'text' })).toThrow(reason)
  })
})

describe('rounded weights', () => {
  it('should make the file of the reference network a half and a quarter', () => {
    const model = randomModel({ words: 9998, dimension: 128, units: 64, hidden: 64 })
    const full = exportOnnx(model).length
    expect(exportOnnx(model, { precision: 'fp16' }).length / full).toBeCloseTo(0.5, 2)
    expect(exportOnnx(model, { precision: 'int8' }).length / full).toBeLessThan(0.27)
  })

  it('should be told apart from a wrong file, and cost what the report says', async () => {
    const model = randomModel({ labels, tokenizer })
    const classifier = referenceClassifier(model)
    const sampleTexts = Array.from({ length: 40 }, (_, index) => `word${index % 20} word${(index * 7) % 20}`)
    const answers = await Promise.all(
      sampleTexts.map(async (text) => referenceProbabilities(model, model.vocabulary.encode(text.split(' ')))),
    )
    const sampleLabels = answers.map((row) => labels[row.indexOf(Math.max(...row))]!)
    const bytes = exportOnnx(model, { precision: 'int8' })
    const { rounding } = await verifyOnnx(classifier, bytes, { sampleTexts, sampleLabels })
    expect(rounding).toMatchObject({ measuredOn: 'sample texts', rows: 40, accuracy: { model: 1 } })
    expect(rounding!.accuracy!.file).toBe(1 - rounding!.changedRows / 40)
    expect(rounding!.largestDifference).toBeGreaterThan(1e-4)
    expect(rounding!.meanDifference).toBeLessThan(rounding!.largestDifference)
    const wrong = tampered(bytes, 'encoder/0/recurrent_kernel/scale', (scales) => scales.fill(scales[0]! * 1.1, 0, 1))
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(
      expect.objectContaining({ code: 'ONNX_VERIFICATION_FAILED' }),
    )
    await expect(verifyOnnx(classifier, bytes, { sampleTexts, sampleLabels: ['news'] })).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
    await expect(
      verifyOnnx(classifier, bytes, { sampleTexts, sampleLabels: sampleLabels.with(3, 'opera') }),
    ).rejects.toThrow(expect.objectContaining({ code: 'DATA_LABELS' }))
  })

  it('should be refused where float16 cannot hold them', () => {
    const model = randomModel()
    model.weights.get('hidden/kernel')!.data[3] = 1e6
    expect(() => exportOnnx(model, { precision: 'fp16' })).toThrow(unsupported('hidden/kernel, value 3'))
  })
})

describe('external data', () => {
  const model = randomModel({ words: 300, dimension: 16, units: 16, hidden: 16 })
  const { bytes, data } = exportOnnxWithData(model, 'spam.onnx.data')

  it('should answer as one file does, from files and from memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wordloom-onnx-'))
    try {
      await writeFile(join(folder, 'spam.onnx'), bytes)
      await writeFile(join(folder, 'spam.onnx.data'), data)
      const session = await runtime.InferenceSession.create(join(folder, 'spam.onnx'))
      const ids = new runtime.Tensor('int32', Int32Array.of(5, 9, 2), [1, 3])
      const { probabilities } = await session.run({ ids })
      const [expected] = await runRows(exportOnnx(model), [[5, 9, 2]])
      expect(largestDifference(Array.from(probabilities!.data as Float32Array), expected!)).toBe(0)
      await session.release()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const report = await verifyOnnx(referenceClassifier(model), bytes, { externalData: data })
    expect(report.largestDifference).toBeLessThan(1e-6)
  })

  it('should hold the large tensors, each from the start of a page', () => {
    const { initializers } = inspectOnnx(bytes)
    const outside = initializers.filter(({ file }) => file === 'spam.onnx.data').map(({ name }) => name)
    expect(outside).toContain('embedding/embeddings')
    expect(outside).not.toContain('output/bias')
    expect(bytes.length).toBeLessThan(8000)
  })

  it('should be asked for when it is missing or cut short', async () => {
    for (const externalData of [undefined, data.subarray(0, 100)]) {
      await expect(
        verifyOnnx(referenceClassifier(model), bytes, externalData === undefined ? {} : { externalData }),
      ).rejects.toThrow(expect.objectContaining({ code: 'ONNX_MALFORMED' }))
    }
  })

  it('should not be looked for outside of the folder', () => {
    for (const name of ['../spam.data', 'a/b', 'a\\b', '']) {
      expect(() => exportOnnxWithData(model, name)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    }
  })
})
