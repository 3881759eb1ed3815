import type { NetworkSizes } from '../data/dataset.js'

/** What a contestant does in a round: training steps, predictions of batches, or an epoch. */
export type Job = 'train' | 'predict' | 'epoch'

/**
 * Prediction as it is for words that were never seen: by an engine with an optimizer, which keeps nothing of its words from
 * one prediction to the next.
 */
export const newWords = 'new-words'

/** `open`: gets the network ready. All workers know it. */
export interface OpenRequest {
  readonly job: Job
  /** Folder of the dataset; Wordloom's worker takes `sizes` instead and makes the data itself. */
  readonly data?: string
  readonly sizes?: NetworkSizes
  /** Another way to use the same framework; for Wordloom {@link newWords}. */
  readonly variant?: string
  /** Of Wordloom; peers are told by their environment. */
  readonly threads?: number
  readonly warmUpSteps: number
  /** Whether to answer with the loss of the first batch. */
  readonly check: boolean
}

export interface OpenAnswer {
  readonly versions: Readonly<Record<string, string>>
  /** Binary cross-entropy of the first batch before any training; present when it was asked for. */
  readonly firstLoss?: number
}

/** `round`: works and measures. */
export interface RoundRequest {
  /** Batches; an epoch has its own number. */
  readonly steps: number
}

export interface RoundAnswer {
  readonly milliseconds: number
  /** Of the last batch, or the mean of the epoch. */
  readonly loss: number | null
}

/** `peak-memory`: the most that the process has had resident. */
export interface PeakMemoryAnswer {
  readonly bytes: number
}

/** `gemm-rate`, of Wordloom's worker alone: how fast the kernels multiply square matrices on one thread. */
export interface GemmRateRequest {
  readonly size: number
  readonly milliseconds: number
}

export interface GemmRateAnswer {
  /** Billions of floating-point operations a second, the best of several products. */
  readonly gigaflops: number
}
