import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Progress } from '@wordloom/core'
import * as onnxruntime from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../../src/export-onnx.js'
import type { ModelProto } from '../../src/generated/onnx_pb.js'
import type { OnnxRuntime } from '../../src/runtime/onnx-runtime.js'
import { verifyOnnx } from '../../src/verify/verify-onnx.js'
import { randomModel, withWeight } from '../support/models.js'
import { edited, tampered } from '../support/onnx-file.js'
import { referenceClassifier } from '../support/reference.js'
import { watchedRuntime } from '../support/watched-runtime.js'

const model = randomModel()
const classifier = referenceClassifier(model)
const bytes = exportOnnx(model)
const installed = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'), 'utf8'),
) as { version: string }

const failed = (part: string): unknown =>
  expect.objectContaining({ code: 'ONNX_VERIFICATION_FAILED', message: expect.stringContaining(part) })

describe('verifyOnnx on a right file', () => {
  it.each([
    ['binary', ['ham', 'spam']],
    ['multi-class', ['news', 'sport', 'other']],
  ])('should report how well a %s model agrees', async (_, labels) => {
    const labeled = randomModel({ labels })
    const report = await verifyOnnx(referenceClassifier(labeled), exportOnnx(labeled))
    expect(report.cases.map(({ name, rows }) => `${rows}: ${name}`)).toEqual([
      '1: an empty text alone',
      '2: only empty texts',
      '3: an empty text among others',
      '1: one token',
      '1: only unknown tokens',
      '1: the longest text',
      '3: the longest text among others',
      '1: 1 random row',
      '2: 2 random rows',
      '32: 32 random rows',
      '33: 33 random rows',
      '4: padding in front and between',
    ])
    expect(report).toMatchObject({
      rows: 84,
      tolerance: 1e-5,
      runtime: { name: 'onnxruntime-node', version: installed.version },
      fingerprint: labeled.vocabulary.fingerprint,
    })
    expect(report.largestDifference).toBe(Math.max(...report.cases.map(({ largestDifference }) => largestDifference)))
    expect(report.largestDifference).toBeLessThan(1e-6)
    expect(report.largestDifference).toBeGreaterThan(0)
  })

  it('should take real texts through the tokenizer and in order', async () => {
    const asked: number[][] = []
    const listening = {
      ...classifier,
      predictBatch: (batch: Parameters<typeof classifier.predictBatch>[0]) => {
        asked.push([...batch.ids])
        return classifier.predictBatch(batch)
      },
    }
    const long = 'word1 '.repeat(50)
    const sampleTexts = ['Word3, word0!', '', 'nowhere word19', long, ...new Array<string>(66).fill('word5')]
    const report = await verifyOnnx(listening, bytes, { sampleTexts })
    expect(report.cases.at(-1)).toMatchObject({ name: 'sample texts', rows: 70 })
    const firstRows = asked.at(-3)!.slice(0, 4 * 12)
    expect(firstRows.slice(0, 12)).toEqual([5, 2, ...new Array<number>(10).fill(0)])
    expect(firstRows.slice(12, 24)).toEqual(new Array<number>(12).fill(0))
    expect(firstRows.slice(24, 27)).toEqual([1, 21, 0])
    expect(firstRows.slice(36)).toEqual(new Array<number>(12).fill(3))
    expect(asked.at(-1)).toHaveLength(6)
  })

  it('should take a vocabulary without words and a maximum length of 1', async () => {
    const least = randomModel({ words: 0, maxLength: 1, dimension: 1, units: 1, hidden: 1 })
    const report = await verifyOnnx(referenceClassifier(least), exportOnnx(least), { sampleTexts: ['a b c', ''] })
    expect(report.largestDifference).toBeLessThan(1e-6)
  })

  it('should run one thread, give back the session and never run an empty batch', async () => {
    const runtime = watchedRuntime()
    await verifyOnnx(classifier, bytes, { runtime, sampleTexts: ['', 'word1'] })
    expect(runtime.seen.options).toEqual([expect.objectContaining({ intraOpNumThreads: 1 })])
    expect(runtime.seen.released).toBe(1)
    expect(runtime.seen.dims).toHaveLength(13)
    expect(runtime.seen.dims.every(([batch]) => batch! >= 1)).toBe(true)
    expect(runtime.seen.dims).toContainEqual([1, 0])
    expect(runtime.seen.dims).toContainEqual([1, 12])
  })

  it('should take the same random rows for the same seed', async () => {
    const dims = async (seed: number): Promise<unknown> => {
      const runtime = watchedRuntime()
      await verifyOnnx(classifier, bytes, { runtime, seed })
      const report = await verifyOnnx(classifier, bytes, { seed })
      return { dims: runtime.seen.dims, cases: report.cases }
    }
    expect(await dims(1)).toEqual(await dims(1))
    expect(await dims(1)).not.toEqual(await dims(2))
  })

  it('should take bytes that are a view into a larger buffer, as Node reads small files', async () => {
    const pooled = Buffer.alloc(bytes.length + 5).subarray(3, 3 + bytes.length)
    pooled.set(bytes)
    const report = await verifyOnnx(classifier, pooled)
    expect(report.largestDifference).toBeLessThan(1e-6)
  })

  it('should report progress in rows', async () => {
    const events: Progress[] = []
    await verifyOnnx(classifier, bytes, { onProgress: (progress) => events.push(progress) })
    expect(events).toHaveLength(12)
    expect(events[0]).toEqual({ done: 1, total: 84 })
    expect(events.at(-1)).toEqual({ done: 84, total: 84 })
  })

  it('should take a runtime that does not say what it is', async () => {
    const { InferenceSession, Tensor } = onnxruntime
    const runtime: OnnxRuntime = { InferenceSession, Tensor }
    const report = await verifyOnnx(classifier, bytes, { runtime })
    expect(report.runtime).toEqual({ name: 'onnxruntime', version: 'unknown' })
  })
})

describe('verifyOnnx on a wrong answer', () => {
  it.each([
    'embedding/embeddings',
    'encoder/0/kernel',
    'encoder/0/recurrent_kernel',
    'encoder/0/bias',
    'hidden/kernel',
    'hidden/bias',
    'output/kernel',
    'output/bias',
  ])('should notice a change in %s', async (name) => {
    const wrong = tampered(bytes, name, (values) => {
      for (let i = 0; i < values.length; i++) values[i]! += 0.02
    })
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('case'))
  })

  it('should name the case, the row, the difference and both answers', async () => {
    const wrong = tampered(bytes, 'embedding/embeddings', (table) => {
      table[6] = table[6]! + 3
    })
    const error = await verifyOnnx(classifier, wrong).catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      code: 'ONNX_VERIFICATION_FAILED',
      message: expect.stringMatching(
        /In the case '[a-z ]+' the ONNX file answers .* by 0\.\d+ \(row \d+, output 0\): expected 0\.\d+ within 0.00001, received 0\.\d+/,
      ),
    })
  })

  it('should notice swapped gates', async () => {
    // Blocks of `rows` rows for z, r, h in each of two directions: z and r change places.
    const swap = (width: number) => (values: Float32Array) => {
      const block = 3 * width
      for (const direction of [0, values.length / 2]) {
        const update = values.slice(direction, direction + block)
        values.copyWithin(direction, direction + block, direction + 2 * block)
        values.set(update, direction + block)
      }
    }
    const wrong = tampered(tampered(bytes, 'encoder/0/kernel', swap(6)), 'encoder/0/recurrent_kernel', swap(3))
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('case'))
  })

  it('should notice a mask that lets padding through', async () => {
    const wrong = tampered(bytes, 'encoder/0/kernel', (kernel) => {
      for (let row = 0; row < kernel.length / 6; row++) kernel[row * 6 + 5] = 0
    })
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('an empty text alone'))
  })

  it('should notice directions that changed places', async () => {
    const wrong = tampered(bytes, 'encoder/0/kernel', (kernel) => {
      const forward = kernel.slice(0, kernel.length / 2)
      kernel.copyWithin(0, kernel.length / 2)
      kernel.set(forward, kernel.length / 2)
    })
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('case'))
  })

  it('should notice one changed weight of a word that no row reaches', async () => {
    const large = randomModel({ words: 20_000 })
    const wrong = tampered(exportOnnx(large), 'embedding/embeddings', (table) => {
      table[19_000 * 6 + 2]! += 1e-3
    })
    await expect(verifyOnnx(referenceClassifier(large), wrong)).rejects.toThrow(failed('embedding/embeddings'))
  })

  it('should notice a node that was added', async () => {
    const wrong = edited(bytes, ({ graph }) => {
      graph!.node.push({ ...graph!.node[0]!, name: 'unused', output: ['unused'] })
    })
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('nodes'))
  })

  it('should notice NaN, which no comparison with a limit would', async () => {
    const wrong = tampered(bytes, 'output/bias', (values) => values.fill(NaN))
    await expect(verifyOnnx(classifier, wrong)).rejects.toThrow(failed('received NaN'))
  })

  it('should notice NaN on both sides', async () => {
    const broken = { ...classifier, predictBatch: async () => Float32Array.of(NaN) }
    const wrong = tampered(bytes, 'output/bias', (values) => values.fill(NaN))
    await expect(verifyOnnx(broken, wrong)).rejects.toThrow(failed('NaN'))
  })

  it('should notice a classifier that gives too few answers', async () => {
    const broken = { ...classifier, predictBatch: async () => new Float32Array(0) }
    await expect(verifyOnnx(broken, bytes)).rejects.toThrow(failed('expected 0, received 1'))
  })

  it('should allow and refuse by the tolerance given', async () => {
    const slightly = tampered(bytes, 'output/bias', (values) => {
      values[0]! += 1e-3
    })
    await expect(verifyOnnx(classifier, slightly)).rejects.toThrow(failed('case'))
    const report = await verifyOnnx(classifier, slightly, { tolerance: 1e-3 })
    expect(report).toMatchObject({ tolerance: 1e-3 })
    await expect(verifyOnnx(classifier, bytes, { tolerance: NaN })).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })
})

describe('verifyOnnx on a file of something else', () => {
  it.each<[string, Parameters<typeof randomModel>[0], string]>([
    ['another vocabulary', { words: 21 }, 'wordloom.vocabulary_sha256'],
    ['other labels', { labels: ['no', 'yes'] }, 'wordloom.labels'],
    ['another tokenizer', { tokenizer: { type: 'unicode-words', locale: 'th' } }, 'wordloom.tokenizer'],
    ['another maximum length', { maxLength: 13 }, 'wordloom.max_length'],
  ])('should refuse an export with %s', async (_, sizes, name) => {
    await expect(verifyOnnx(classifier, exportOnnx(randomModel(sizes)))).rejects.toThrow(failed(name))
  })

  it.each<[string, (file: ModelProto) => void, string]>([
    ['another operator set', (file) => (file.opsetImport[0]!.version = 14n), 'operator set'],
    ['another input', (file) => (file.graph!.input[0]!.name = 'tokens'), 'tokens int32 [batch, time]'],
    ['two outputs', (file) => file.graph!.output.push(file.graph!.output[0]!), 'outputs'],
    ['no step for empty texts', (file) => file.graph!.node.shift(), 'operator Pad'],
    ['a missing entry', (file) => file.metadataProps.splice(2, 1), 'wordloom.labels'],
  ])('should refuse a file with %s', async (_, change, part) => {
    await expect(verifyOnnx(classifier, edited(bytes, change))).rejects.toThrow(failed(part))
  })

  it('should refuse a file that Wordloom did not write', async () => {
    const foreign = edited(bytes, (file) => {
      file.metadataProps = []
      file.producerName = 'tf2onnx'
    })
    await expect(verifyOnnx(classifier, foreign)).rejects.toThrow(
      expect.objectContaining({ code: 'ONNX_MALFORMED', message: expect.stringContaining('tf2onnx') }),
    )
  })

  it('should refuse a file of a newer format', async () => {
    const newer = edited(bytes, (file) => (file.metadataProps[0]!.value = '2'))
    await expect(verifyOnnx(classifier, newer)).rejects.toThrow(expect.objectContaining({ code: 'MODEL_VERSION' }))
  })

  it('should refuse a file that the runtime cannot load', async () => {
    const broken = edited(bytes, (file) => (file.graph!.node.at(-1)!.opType = 'NoSuchOperator'))
    await expect(verifyOnnx(classifier, broken)).rejects.toThrow(
      expect.objectContaining({ code: 'ONNX_MALFORMED', message: expect.stringContaining('NoSuchOperator') }),
    )
  })

  it('should refuse a file that the runtime cannot run, and give back its session', async () => {
    const runtime = watchedRuntime()
    const fewerWords = edited(bytes, (file) => {
      const table = file.graph!.initializer.find(({ name }) => name === 'embedding/embeddings')!
      table.dims = [2n, 6n]
      table.rawData = table.rawData.slice(0, 48)
    })
    await expect(verifyOnnx(classifier, fewerWords, { runtime })).rejects.toThrow(failed('cannot run'))
    expect(runtime.seen.released).toBe(1)
  })

  it('should refuse a damaged file', async () => {
    await expect(verifyOnnx(classifier, bytes.subarray(0, 900))).rejects.toThrow(
      expect.objectContaining({ code: 'ONNX_MALFORMED' }),
    )
  })

  it('should notice a model that changed after the export', async () => {
    const trainedOn = withWeight(model, 'hidden/bias', (bias) => bias.fill(1))
    await expect(verifyOnnx(referenceClassifier(trainedOn), bytes)).rejects.toThrow(failed('case'))
  })
})

describe('verifyOnnx when it is stopped', () => {
  it('should not begin when it was cancelled before', async () => {
    const runtime = watchedRuntime()
    const signal = AbortSignal.abort('not now')
    await expect(verifyOnnx(classifier, bytes, { runtime, signal })).rejects.toThrow(
      expect.objectContaining({ code: 'ABORTED', cause: 'not now' }),
    )
    expect(runtime.seen.options).toEqual([])
  })

  it('should stop between batches and give back its session', async () => {
    const runtime = watchedRuntime()
    const controller = new AbortController()
    const onProgress = ({ done }: Progress): void => {
      if (done === 3) controller.abort()
    }
    await expect(verifyOnnx(classifier, bytes, { runtime, signal: controller.signal, onProgress })).rejects.toThrow(
      expect.objectContaining({ code: 'ABORTED' }),
    )
    expect(runtime.seen).toMatchObject({
      released: 1,
      dims: [
        [1, 0],
        [2, 0],
      ],
    })
  })

  it("should pass on the classifier's own error and give back its session", async () => {
    const runtime = watchedRuntime()
    const reason = new TypeError('the classifier is gone')
    const gone = { ...classifier, predictBatch: () => Promise.reject(reason) }
    await expect(verifyOnnx(gone, bytes, { runtime })).rejects.toBe(reason)
    expect(runtime.seen.released).toBe(1)
  })
})
