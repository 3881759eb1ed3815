import type { InteropModel } from './interop-model.js'
import { smallModel } from './interop-model.js'
import { wideWords, words } from './words.js'

const fiveLabels = ['business', 'culture', 'politics', 'science', 'sport']

/** The unrolled form has as many steps; the widest case needs them. */
const unrolledTime = 28

/** What is so in every model for texts but the splitting. */
const ofTexts = { type: 'word-runs', casing: 'unicode' } as const

/** Every model file that runtimes are asked to run. */
export const models: readonly InteropModel[] = [
  smallModel({
    name: 'small',
    description: 'two labels; V=200 D=8 H=6',
    group: 'networks',
    network: { seed: 1 },
  }),
  smallModel({
    name: 'multi-class',
    description: 'one of five labels; V=200 D=8 H=6',
    group: 'networks',
    network: { labels: fiveLabels, seed: 2 },
  }),
  smallModel({
    name: 'multi-label',
    description: 'any of five labels; V=200 D=8 H=6',
    group: 'networks',
    network: { labels: fiveLabels, task: 'multi-label', seed: 3 },
  }),
  smallModel({
    name: 'reference',
    description: 'two labels, the reference network; V=10,000 D=128 T=100 H=64',
    group: 'networks',
    longestRow: 100,
    network: {
      vocabularySize: 10_000,
      dimension: 128,
      hiddenUnits: 64,
      encoder: { units: 64 },
      maxLength: 100,
      seed: 4,
    },
  }),
  smallModel({
    name: 'stacked',
    description: 'two layers, mean pooling',
    group: 'networks',
    needs: ['all states'],
    network: { encoder: { layers: 2, pooling: 'mean' }, seed: 5 },
  }),
  smallModel({
    name: 'max-pooling',
    description: 'max pooling',
    group: 'networks',
    needs: ['all states'],
    network: { encoder: { pooling: 'max' }, seed: 6 },
  }),
  smallModel({
    name: 'reset-before',
    description: 'the reset gate before the matrix (`resetAfter` false)',
    group: 'networks',
    needs: ['reset before'],
    network: { encoder: { resetAfter: false }, seed: 7 },
  }),
  smallModel({
    name: 'fp16',
    description: 'weights in float16',
    group: 'forms',
    form: { precision: 'fp16' },
    needs: ['float16'],
    network: { seed: 8 },
  }),
  smallModel({
    name: 'int8',
    description: 'weights in int8',
    group: 'forms',
    form: { precision: 'int8' },
    network: { seed: 9 },
  }),
  smallModel({
    name: 'unrolled',
    description: `without a GRU, ${unrolledTime} steps; two layers, mean pooling`,
    group: 'forms',
    form: { optimize: 'unrolled', time: unrolledTime },
    longestRow: 6,
    network: { encoder: { layers: 2, pooling: 'mean' }, maxLength: unrolledTime, seed: 10 },
  }),
  smallModel({
    name: 'onnxruntime',
    description: 'with the lengths of rows, by which ONNX Runtime skips padding',
    group: 'forms',
    form: { optimize: 'onnxruntime' },
    needs: ['lengths'],
    network: { seed: 11 },
  }),
  smallModel({
    name: 'tokens',
    description: 'takes tokens, strings `[batch, time]`',
    group: 'forms',
    form: { inputs: 'tokens' },
    needs: ['strings'],
    network: { words, seed: 12 },
  }),
  smallModel({
    name: 'text',
    description: "takes texts, parted by ONNX Runtime's `Tokenizer`",
    group: 'forms',
    form: { inputs: 'text' },
    needs: ['strings', 'Tokenizer'],
    network: { words, tokenizer: { ...ofTexts, separators: 'white-space-and-punctuation' }, seed: 13 },
  }),
  smallModel({
    name: 'text-split',
    description: 'takes texts, parted at spaces by `StringSplit`; operator set 20',
    group: 'forms',
    form: { inputs: 'text', opset: 20 },
    needs: ['strings', 'StringSplit'],
    network: { words, tokenizer: { ...ofTexts, separators: 'spaces' }, seed: 14 },
  }),
  smallModel({
    name: 'text-emoji',
    description: 'texts with characters beyond 16 bits, such as emoji',
    group: 'forms',
    form: { inputs: 'text' },
    needs: ['strings', 'Tokenizer', 'wide characters'],
    network: {
      words: wideWords,
      tokenizer: { ...ofTexts, separators: 'white-space-and-punctuation' },
      seed: 15,
    },
  }),
]
