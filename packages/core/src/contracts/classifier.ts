import type { TrainedModel } from '../model/trained-model.js'
import type { Batch } from './engine.js'

/** The answer for one text. */
export interface Prediction<Label extends string = string> {
  /** The most probable label. */
  readonly label: Label
  /** Of that label. */
  readonly probability: number
  /** Of every label; they add up to 1. */
  readonly probabilities: Readonly<Record<Label, number>>
}

export interface PredictOptions {
  readonly signal?: AbortSignal
  /** Rows a call of the engine. It changes speed and memory, not the answers. @defaultValue 32 */
  readonly batchSize?: number
}

/** A trained model that can predict. */
export interface Classifier<Label extends string = string> extends TrainedModel<Label> {
  /** One prediction a text, in the order of the texts. An empty text is allowed. */
  predict(texts: readonly string[], options?: PredictOptions): Promise<Prediction<Label>[]>
  /** The network alone: `[batchSize, outputs]` probabilities, one column for a binary task. */
  predictBatch(batch: Batch): Promise<Float32Array>
  /** Frees the engine's memory. */
  dispose(): void
}
