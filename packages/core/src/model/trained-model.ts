import type { Vocabulary } from '../vocabulary/vocabulary.js'
import type { ModelSpec } from './model-spec.js'
import type { Weights } from './tensor.js'

/** Figures of one epoch. */
export interface EpochMetrics {
  /** Counted from 1. */
  readonly epoch: number
  /** Mean training loss, measured while the weights moved: with the weights of the rows and label smoothing. */
  readonly loss: number
  /** Share of the rows whose label was right, without weights; for a multi-label task of the decisions, one a label. */
  readonly accuracy: number
  /** As `loss`, but without the weights of classes. */
  readonly validationLoss?: number
  /** Share of the validation rows that were right; absent without validation. */
  readonly validationAccuracy?: number
  /** Of the last step. Absent in histories of older versions. */
  readonly learningRate?: number
  /** Spent on the epoch. */
  readonly seconds: number
}

/** A trained network as data: what is saved, exported and handed between packages. */
export interface TrainedModel<Label extends string = string> {
  /** The network. */
  readonly spec: ModelSpec<Label>
  /** The tokens, one for each row of the embedding table. */
  readonly vocabulary: Vocabulary
  /** Weights by the names of `weightShapes`. */
  readonly weights: Weights
  /** One entry an epoch. */
  readonly history: readonly EpochMetrics[]
  /** The epoch whose weights these are, counted from 1; 0 for weights that were not trained. */
  readonly bestEpoch: number
  /** Where the embedding table started: the name of a source, or `random`. */
  readonly embeddingSource: string
}
