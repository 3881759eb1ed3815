import type { TrainedModel } from '@wordloom/core'
import type { ExportForm } from '@wordloom/onnx-export'
import { randomModel, type RandomModelOptions } from './random-model.js'

/** What a file, or its cases, need beside what every runtime has. */
export type Need =
  | 'gru'
  /** A GRU whose reset gate acts before the matrix. */
  | 'reset before'
  /** The states of all steps, not only the last. */
  | 'all states'
  /** Lengths of rows that the graph computes. */
  | 'lengths'
  | 'float16'
  | 'strings'
  /** Strings with characters beyond 16 bits. */
  | 'wide characters'
  | 'Tokenizer'
  | 'StringSplit'

/** One model file, and how near to Wordloom's own answers its answers have to be. */
export interface InteropModel {
  readonly name: string
  readonly description: string
  /** `networks` are written in one form, `forms` are of one network, but for what the form wants. */
  readonly group: 'networks' | 'forms'
  readonly form: ExportForm
  readonly needs: readonly Need[]
  /** Largest absolute difference allowed between two probabilities. */
  readonly tolerance: number
  /** Ids of the longest ordinary row; one case goes far beyond it. */
  readonly longestRow: number
  /** The model in Wordloom. The same bytes each time. */
  create(): TrainedModel
}

/** What float32 leaves open: an order of magnitude above what sound runtimes differ by. */
const float32Tolerance = 1e-5

/** An entry of the list of models, by what it differs in from a small one with two labels. */
export interface SmallModelOptions extends Pick<InteropModel, 'name' | 'description' | 'group'> {
  readonly form?: ExportForm
  /** Beside `gru`. */
  readonly needs?: readonly Need[]
  readonly longestRow?: number
  readonly network: Partial<RandomModelOptions> & Pick<RandomModelOptions, 'seed'>
}

/** A network of V=200 D=8 H=6, unless said otherwise. */
export function smallModel(options: SmallModelOptions): InteropModel {
  const { form = {}, needs = [], longestRow = 12, network, ...identity } = options
  return {
    ...identity,
    form,
    needs: form.optimize === 'unrolled' ? needs : ['gru', ...needs],
    tolerance: float32Tolerance,
    longestRow,
    create: () =>
      randomModel({
        labels: ['ham', 'spam'],
        vocabularySize: 200,
        dimension: 8,
        hiddenUnits: 7,
        maxLength: 12,
        ...network,
        encoder: { units: 6, ...network.encoder },
      }),
  }
}
