import type { TrainedModel } from '@wordloom/core'
import { exportOnnx } from '@wordloom/onnx-export'
import { randomModel } from './random-model.js'

/** One model file, and how near to Wordloom's own answers its answers have to be. */
export interface InteropModel {
  readonly name: string
  readonly description: string
  /** Largest absolute difference allowed between two probabilities. */
  readonly tolerance: number
  /** Ids of the longest ordinary row; one case goes far beyond it. */
  readonly longestRow: number
  /** The model in Wordloom. The same bytes each time. */
  create(): TrainedModel
  /** The file. */
  export(model: TrainedModel): Uint8Array
}

/** What float32 leaves open: an order of magnitude above what sound runtimes differ by. */
const float32Tolerance = 1e-5

/** Every model file that runtimes are asked to run. */
export const models: readonly InteropModel[] = [
  {
    name: 'small',
    description: 'two labels; V=200 D=8 H=6',
    tolerance: float32Tolerance,
    longestRow: 12,
    create: () => randomModel({ labels: ['ham', 'spam'], ...smallSizes, encoder: { units: 6 }, seed: 1 }),
    export: exportOnnx,
  },
  {
    name: 'multi-class',
    description: 'one of five labels; V=200 D=8 H=6',
    tolerance: float32Tolerance,
    longestRow: 12,
    create: () => randomModel({ labels: fiveLabels, ...smallSizes, encoder: { units: 6 }, seed: 2 }),
    export: exportOnnx,
  },
  {
    name: 'multi-label',
    description: 'any of five labels; V=200 D=8 H=6',
    tolerance: float32Tolerance,
    longestRow: 12,
    create: () =>
      randomModel({ labels: fiveLabels, task: 'multi-label', ...smallSizes, encoder: { units: 6 }, seed: 3 }),
    export: exportOnnx,
  },
  {
    name: 'reference',
    description: 'two labels, the reference network; V=10,000 D=128 T=100 H=64',
    tolerance: float32Tolerance,
    longestRow: 100,
    create: () =>
      randomModel({
        labels: ['ham', 'spam'],
        vocabularySize: 10_000,
        dimension: 128,
        hiddenUnits: 64,
        encoder: { units: 64 },
        maxLength: 100,
        seed: 4,
      }),
    export: exportOnnx,
  },
]

const fiveLabels = ['business', 'culture', 'politics', 'science', 'sport']
const smallSizes = { vocabularySize: 200, dimension: 8, hiddenUnits: 7, maxLength: 12 }
