import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'

/** What `wordloom train` was asked for. */
export interface TrainOptions extends DataOptions, OutputModeOptions {
  readonly data: string
  readonly text: string
  readonly label: string
  readonly output: string
  /** A share of the rows of `data`, or a file. */
  readonly validation: number | string
  readonly test?: string
  readonly embedding: string
  readonly dimension?: number
  readonly units: number
  readonly hidden: number
  readonly epochs: number
  readonly batchSize: number
  readonly maxLength: number
  readonly maxTokens: number
  readonly learningRate: number
  readonly patience: number
  readonly freezeEmbedding?: boolean
  readonly seed: number
  readonly force?: boolean
}
