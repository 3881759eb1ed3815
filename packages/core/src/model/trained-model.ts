import type { Vocabulary } from '../vocabulary/vocabulary.js'
import type { ModelSpec } from './model-spec.js'
import type { Weights } from './tensor.js'

/** Figures of one epoch. */
export interface EpochMetrics {
  /** Counted from 1. */
  readonly epoch: number
  /** Mean training loss, measured while the weights moved. */
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss?: number
  readonly validationAccuracy?: number
  readonly seconds: number
}

/** A trained network as data: what is saved, exported and handed between packages. */
export interface TrainedModel<Label extends string = string> {
  readonly spec: ModelSpec<Label>
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
