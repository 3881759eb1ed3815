import type { TrainedModel } from '../model/trained-model.js'
import type { Batch } from './engine.js'

/** The answer for one text. */
export interface Prediction<Label extends string = string> {
  /** The most probable label. */
  readonly label: Label
  /** Of that label. */
  readonly probability: number
  /** Of every label; they add up to 1, but for a multi-label task, where each stands for itself. */
  readonly probabilities: Readonly<Record<Label, number>>
  /**
   * The labels that hold, in the order of the model: for a multi-label task those whose probability is the threshold or
   * more, perhaps none; else `label` alone.
   */
  readonly labels: readonly Label[]
}

/** How to predict. */
export interface PredictOptions {
  /** Cancels the work, which then rejects with code `ABORTED`. */
  readonly signal?: AbortSignal
  /** Rows a call of the engine. It changes speed and memory, not the answers. @defaultValue 32 */
  readonly batchSize?: number
  /** From which probability on a label of a multi-label task holds, 0 … 1. @defaultValue 0.5 */
  readonly threshold?: number
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
