import {
  createVocabulary,
  parseVocabularyText,
  sha256Hex,
  vocabularyToText,
  wordloom,
  type Exporter,
} from '@wordloom/core'
import { exporterConformance } from '@wordloom/core/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { exportOnnx, inspectOnnx, onnx, parseCertificate, verifyOnnx } from '../src/index.js'
import { randomModel } from './support/models.js'
import { referenceClassifier } from './support/reference.js'
import { watchedRuntime } from './support/watched-runtime.js'

describe('onnx', () => {
  for (const [task, labels] of [
    ['binary', ['ham', 'spam']],
    ['multi-class', ['news', 'sport', 'other']],
    ['multi-label', ['news', 'sport', 'other']],
  ] as const) {
    describe(`with a ${task} model`, () => {
      const cases = exporterConformance(
        () => onnx(),
        async () => referenceClassifier(randomModel({ labels, task })),
      )
      for (const { name, run } of cases) it(name, run)
    })
  }

  it('should hand over the file with its verification, and files that are named after it', async () => {
    const model = randomModel()
    const result = await onnx().export(referenceClassifier(model), { sampleTexts: ['word1 word2'] })
    expect(result.mainFile).toBe('model.onnx')
    expect([...result.files.keys()]).toEqual([
      'model.onnx',
      'model.labels.json',
      'model.parity.json',
      'model.README.md',
      'model.vocabulary.txt',
    ])
    const text = (name: string): string => new TextDecoder().decode(result.files.get(name))
    expect(JSON.parse(text('model.labels.json'))).toEqual({ task: 'binary', labels: ['ham', 'spam'] })
    expect(text('model.vocabulary.txt')).toBe(vocabularyToText(model.vocabulary))
    const bytes = result.files.get('model.onnx')!
    expect(bytes.subarray(0, exportOnnx(model).length)).toEqual(exportOnnx(model))
    const parity = inspectOnnx(bytes).metadata['wordloom.parity']!
    expect(JSON.parse(parity)).toMatchObject({ rows: 85, tolerance: 1e-5 })
    const certificate = parseCertificate(text('model.parity.json'))
    expect(certificate).toMatchObject({ sha256: sha256Hex(bytes), vocabularySha256: model.vocabulary.fingerprint })
    expect(certificate.checks).toHaveLength(1)
    expect(result.verification.cases.at(-1)).toMatchObject({ name: 'sample texts', rows: 1 })
    expect(result.verification.largestDifference).toBeLessThan(1e-6)
  })

  it('should use the runtime, tolerance and seed it was made with', async () => {
    const runtime = watchedRuntime()
    const { verification } = await onnx({ runtime, tolerance: 1e-4, seed: 7 }).export(
      referenceClassifier(randomModel()),
    )
    expect(runtime.seen.released).toBe(1)
    expect(verification.tolerance).toBe(1e-4)
  })

  it('should write what it was asked for, under the name it was asked for', async () => {
    const model = randomModel({
      tokenizer: { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' },
    })
    const exporter = onnx({ inputs: 'text', precision: 'int8', opset: 20, externalData: true })
    const { files, mainFile, verification } = await exporter.export(referenceClassifier(model), {
      fileName: 'spam.onnx',
    })
    expect(mainFile).toBe('spam.onnx')
    expect([...files.keys()]).toEqual([
      'spam.onnx',
      'spam.onnx.data',
      'spam.labels.json',
      'spam.parity.json',
      'spam.README.md',
    ])
    expect(verification.form).toEqual({ inputs: 'text', precision: 'int8', opset: 20, optimize: 'portable' })
    expect(new TextDecoder().decode(files.get('spam.README.md'))).toContain('text = np.array(["word0 word1", "word1"]')
  })

  it('should leave out the words that the sample texts lack, and say how the file is verified then', async () => {
    const model = randomModel()
    const classifier = referenceClassifier(model)
    const sampleTexts = ['word3 word7', 'Word3!', 'nothing']
    const { files, verification } = await onnx({ vocabulary: 'used' }).export(classifier, { sampleTexts })
    const text = new TextDecoder().decode(files.get('model.vocabulary.txt'))
    expect(text).toBe('\n[UNK]\nword3\nword7\n')
    expect(verification.fingerprint).not.toBe(model.vocabulary.fingerprint)
    const bytes = files.get('model.onnx')!
    const vocabulary = parseVocabularyText(text)
    await expect(verifyOnnx(classifier, bytes)).rejects.toThrow(
      expect.objectContaining({ code: 'ONNX_VERIFICATION_FAILED' }),
    )
    const report = await verifyOnnx(classifier, bytes, { vocabulary, sampleTexts })
    expect(report.largestDifference).toBeLessThan(1e-6)
    const other = createVocabulary(['word3', 'elsewhere'])
    await expect(verifyOnnx(classifier, bytes, { vocabulary: other })).rejects.toThrow(
      expect.objectContaining({ code: 'MODEL_VOCABULARY_MISMATCH' }),
    )
  })

  it('should be a plugin', async () => {
    expectTypeOf(onnx()).toExtend<Exporter<'onnx'>>()
    const { files } = await wordloom().use(onnx()).export(referenceClassifier(randomModel()), 'onnx')
    expect(files.has('model.onnx')).toBe(true)
  })
})
