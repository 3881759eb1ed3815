import type { Weights } from '@wordloom/core'

/** Sizes of the network and of the data that it is measured on. */
export interface NetworkSizes {
  /** Rows of the embedding table, padding and unknown included. */
  readonly vocabularySize: number
  readonly dimension: number
  /** Of the GRU, per direction. */
  readonly units: number
  readonly hiddenUnits: number
  /** Longest row. */
  readonly time: number
  readonly batchSize: number
}

/** What every contestant of a case works on: the same rows, and the same weights to start from. */
export interface Dataset {
  readonly sizes: NetworkSizes
  /** `[rows, time]`, right-padded with 0. */
  readonly ids: Int32Array
  /** `[rows]`, each 1 or more. */
  readonly lengths: Int32Array
  /** `[rows]`: 0 or 1. */
  readonly targets: Int32Array
  /** Under the names and in the layouts of `weightShapes`. */
  readonly weights: Weights
}
