import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom, vocabularyToText } from '@wordloom/core'
import type { TrainedModel } from '@wordloom/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportOnnx } from '../src/export-onnx.js'
import { completeForm, type ExportForm } from '../src/graph/export-form.js'
import { metadataOf } from '../src/graph/metadata.js'
import { roundedModel } from '../src/graph/rounded-model.js'
import { randomModel, type ModelSizes } from './support/models.js'
import { findPython, runPython } from './support/python.js'
import { referenceProbabilities } from './support/reference.js'

const python = findPython(['onnx', 'onnxruntime', 'numpy'])
const checkProgram = fileURLToPath(new URL('python/check_onnx.py', import.meta.url))

interface CheckResult {
  readonly sameBytes: boolean
  readonly irVersion: number
  readonly opset: Record<string, number>
  readonly metadata: Record<string, string>
  readonly inputs: unknown
  readonly outputs: unknown
  readonly cases: Record<string, { readonly onnxruntime: number; readonly reference: number }>
}

let folder: string
beforeEach(async (context) => {
  context.skip(python.missing !== undefined, python.missing)
  folder = await mkdtemp(join(tmpdir(), 'wordloom-onnx-'))
})
afterEach(async () => {
  if (python.missing === undefined) await rm(folder, { recursive: true, force: true })
})

describe('an exported model in Python', () => {
  it.each([
    ['binary', ['ham', 'spam']],
    ['multi-class', ['Nachrichten', 'Sport', '天気']],
    ['multi-label', ['Nachrichten', 'Sport', '天気']],
  ] as const)("should pass ONNX' own checker and answer the same: %s", async (task, labels) => {
    const model = randomModel({ labels, task, words: 50, dimension: 9, units: 6 })
    const cases = checkedCases(model)
    await writeFile(join(folder, 'model.onnx'), exportOnnx(model))
    await writeFile(join(folder, 'cases.json'), JSON.stringify(cases))

    const result = JSON.parse(runPython(python.program, [checkProgram, folder], folder)) as CheckResult

    expect(result).toMatchObject({
      sameBytes: true,
      irVersion: 7,
      opset: { '': 13 },
      metadata: metadataOf(model, completeForm({}, model.spec)),
    })
    expect(result.inputs).toEqual([['ids', 'tensor(int32)', ['batch', 'time']]])
    expect(result.outputs).toEqual([['probabilities', 'tensor(float)', ['batch', labels.length === 2 ? 1 : 3]]])
    expect(Object.keys(result.cases)).toEqual(cases.map(({ name }) => name))
    for (const { onnxruntime, reference } of Object.values(result.cases)) {
      expect(onnxruntime).toBeLessThan(1e-6)
      expect(reference).toBeLessThan(1e-6)
    }
  })

  it.each<[ExportForm, ModelSizes['encoder']]>([
    [{ precision: 'fp16' }, { layers: 2, pooling: 'mean' }],
    [{ precision: 'int8' }, { layers: 2, pooling: 'max' }],
    [
      { optimize: 'onnxruntime', opset: 18 },
      { pooling: 'mean', resetAfter: false },
    ],
    [{ opset: 26 }, { layers: 3, pooling: 'max' }],
  ])('should answer the same as %o with the encoder %o', async (form, encoder) => {
    const model = randomModel({ encoder: encoder ?? {}, words: 50, dimension: 9, units: 6 })
    await writeFile(join(folder, 'model.onnx'), exportOnnx(model, form))
    const cases = checkedCases(roundedModel(model, form.precision ?? 'fp32'))
    await writeFile(join(folder, 'cases.json'), JSON.stringify(cases))

    const result = JSON.parse(runPython(python.program, [checkProgram, folder], folder)) as CheckResult

    expect(result.sameBytes).toBe(true)
    for (const { onnxruntime, reference } of Object.values(result.cases)) {
      expect(onnxruntime).toBeLessThan(1e-6)
      expect(reference).toBeLessThan(1e-6)
    }
  })

  it('should be usable as the README says', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const program = /```python\n(.*?)```/s.exec(readme)![1]!
    const model = randomModel()
    await writeFile(join(folder, 'model.onnx'), exportOnnx(model))
    await writeFile(join(folder, 'vocabulary.txt'), vocabularyToText(model.vocabulary))
    await writeFile(
      join(folder, 'example.py'),
      program.replace(/texts = .*/, 'texts = ["Word3, word0!", "no word19", ""]'),
    )

    const printed = runPython(python.program, ['example.py'], folder)

    const answers = Array.from(printed.matchAll(/[\d.]+(e-\d+)?/g), ([number]) => Number(number))
    const expected = [[5, 2], [1, 21], []].map((ids) => referenceProbabilities(model, ids)[0]!)
    expect(answers).toHaveLength(3)
    for (const [row, answer] of answers.entries()) expect(answer).toBeCloseTo(expected[row]!, 6)
  })
})

function checkedCases(model: TrainedModel): { name: string; rows: number; ids: number[][]; expected: number[][] }[] {
  const random = createRandom(5)
  const tokens = (length: number): number[] =>
    Array.from({ length }, () => 1 + random.nextInteger(model.vocabulary.size - 1))
  const padded = Array.from({ length: 33 }, (_, row) => [
    ...tokens(row % 13),
    ...new Array<number>(12 - (row % 13)).fill(0),
  ])
  const batches: Record<string, number[][]> = {
    'one row': [tokens(12)],
    'one token': [tokens(1)],
    'no tokens': [[]],
    'many rows, padded on the right': padded,
    'many rows, padded on the left': padded.map((row) => row.toReversed()),
    'padding between': [[3, 0, 0, 4, 0, 5]],
  }
  return Object.entries(batches).map(([name, ids]) => ({
    name,
    rows: ids.length,
    ids,
    expected: ids.map((row) =>
      referenceProbabilities(
        model,
        row.filter((id) => id !== 0),
      ),
    ),
  }))
}
