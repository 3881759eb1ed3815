import { createTokenizer, createVocabulary } from '@wordloom/core'
import type { TrainedModel, WordRunsSpec } from '@wordloom/core'
import fc from 'fast-check'
import * as runtime from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { exportOnnx } from '../../src/export-onnx.js'
import type { ExportForm } from '../../src/graph/export-form.js'
import { randomModel } from '../support/models.js'
import { edited } from '../support/onnx-file.js'

const words = [
  'free',
  "don't",
  'dont',
  'don',
  't',
  'über',
  'grün',
  'ÉCLAIR',
  'éclair',
  'élève',
  'σοφία',
  'σοφος',
  'σοφοσ',
  'привет',
  'пРивет',
  '東京',
  'e\u0301te\u0301',
  'straße',
  'ss',
  'i̇',
  'ß',
  '👍🏽',
  '\ufffd',
  'a-b',
  'a',
  'b',
  '…',
  '\u200b',
  'ǆ',
  'ŉ',
]

function modelWith(tokenizer: WordRunsSpec): TrainedModel {
  const model = randomModel({ words: words.length, tokenizer, maxLength: 9 })
  return { ...model, vocabulary: createVocabulary(words) }
}

/** The ids that the graph makes of texts, each without its padding. */
async function idsOfGraph(
  model: TrainedModel,
  form: ExportForm,
): Promise<(texts: readonly string[]) => Promise<number[][]>> {
  const bytes = edited(exportOnnx(model, { ...form, inputs: 'text' }), ({ graph }) => {
    const output = graph!.output[0]!
    graph!.output.push({
      ...output,
      name: 'kept_ids',
      type: {
        ...output.type!,
        value: { case: 'tensorType', value: { $typeName: 'onnx.TypeProto.Tensor', elemType: 7 } },
      },
    })
  })
  const session = await runtime.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 4 })
  return async (texts) => {
    const { kept_ids: ids } = await session.run({ text: new runtime.Tensor('string', [...texts], [texts.length]) })
    const values = Array.from(ids!.data as BigInt64Array, Number)
    const time = ids!.dims[1]!
    return texts.map((_, row) => values.slice(row * time, (row + 1) * time).filter((id) => id !== 0))
  }
}

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...words),
      fc.constantFrom(...words).map((word) => word.toUpperCase()),
      fc.constantFrom(...words).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
      fc.constantFrom(
        ' ',
        '  ',
        '\t',
        '\n',
        '\r',
        '\v',
        '\f',
        '\u0085',
        '\u00a0',
        '\u2003',
        '\u3000',
        '\u2028',
        '\u1680',
        '!',
        "'",
        '-',
        '_',
        '~',
        '\\',
        ']',
        '[UNK]',
        '\u007f',
        '\u001f',
      ),
      // A text ends at U+0000 in onnxruntime-node, whatever the graph.
      fc.string({ unit: 'binary', maxLength: 4 }).map((text) => text.replaceAll('\0', '')),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

const forms: readonly (readonly [string, WordRunsSpec, ExportForm])[] = [
  [
    'words between punctuation',
    { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' },
    {},
  ],
  [
    'words between punctuation, ASCII casing',
    { type: 'word-runs', casing: 'ascii', separators: 'white-space-and-punctuation' },
    {},
  ],
  ['words between spaces', { type: 'word-runs', casing: 'unicode', separators: 'spaces' }, {}],
  [
    'words between spaces, without contributed operators',
    { type: 'word-runs', casing: 'unicode', separators: 'spaces' },
    { opset: 20 },
  ],
  [
    'ASCII casing, without contributed operators',
    { type: 'word-runs', casing: 'ascii', separators: 'spaces' },
    { opset: 20 },
  ],
]

describe('a graph that takes texts', () => {
  it.each(forms)('should give the ids that the tokenizer gives for any text: %s', async (_, tokenizer, form) => {
    const model = modelWith(tokenizer)
    const tokenize = createTokenizer(tokenizer)
    const idsOf = await idsOfGraph(model, form)
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
        const expected = texts.map((text) => [...model.vocabulary.encode(tokenize(text).slice(0, 9))])
        expect(await idsOf(texts)).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })
})
