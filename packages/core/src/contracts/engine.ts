import type { ModelSpec } from '../model/model-spec.js'
import type { Tensor, Weights } from '../model/tensor.js'

/** Rows of ids, right-padded with 0 to the same length. */
export interface Batch {
  /** Number of rows, at least 1. */
  readonly batchSize: number
  /** Ids per row, padding included; may be 0 when every text is empty. */
  readonly time: number
  /** `[batchSize, time]`, row-major; 0 is padding. */
  readonly ids: Int32Array
  /** `[batchSize]`: how many ids at the start of each row are tokens. A row of length 0 is an empty text. */
  readonly lengths: Int32Array
}

/** A {@link Batch} with what is to be learnt from it. */
export interface TrainingBatch extends Batch {
  /** `[batchSize]`: index of the label. For a binary task 0 or 1. */
  readonly targets: Int32Array
}

/** What one optimizer step did. */
export interface StepResult {
  /** Mean loss over the rows of the batch, before the update. */
  readonly loss: number
  /** `[batchSize, outputs]` probabilities before the update; overwritten by the next call of the engine. */
  readonly probabilities: Float32Array
}

/**
 * Adam with Keras' defaults and arithmetic.
 * @see https://keras.io/api/optimizers/adam/
 */
export interface OptimizerSpec {
  readonly type: 'adam'
  /** @defaultValue 0.001 */
  readonly learningRate: number
  /** @defaultValue 0.9 */
  readonly beta1: number
  /** @defaultValue 0.999 */
  readonly beta2: number
  /** @defaultValue 1e-7 */
  readonly epsilon: number
  /**
   * `sparse` moves only the embedding rows that occur in the batch (LazyAdam): the cost of a step does not grow with the
   * vocabulary. `dense` lets the moments of every row decay at every step, as Keras does.
   * @defaultValue 'sparse'
   */
  readonly embeddingUpdates: 'sparse' | 'dense'
}

/** Everything that an {@link Engine} needs to start. */
export interface EngineConfig {
  readonly spec: ModelSpec
  /** Rows of the embedding table, padding and unknown included. */
  readonly vocabularySize: number
  /** Initial weights by the names of `weightShapes`. They are copied. */
  readonly weights: Weights
  /** Left out for an engine that only predicts: it then keeps no gradients or moments. */
  readonly optimizer?: OptimizerSpec
}

/** Weights, and when training the optimizer's moments and step count, by name. */
export type EngineState = ReadonlyMap<string, Tensor>

/**
 * How numbers are crunched, and nothing else. Shuffling, batching, the loop and metrics belong to the caller.
 *
 * State holds the weights under their own names, and when training `optimizer/momentum/<weight>`,
 * `optimizer/velocity/<weight>` and `optimizer/iterations` (shape `[1]`).
 */
export interface Engine {
  /** A name for people: `kernels`, `tfjs-webgpu`, … */
  readonly name: string
  /** Forward, loss, backward, optimizer step. Throws `INVALID_ARGUMENT` without an optimizer. */
  trainBatch(batch: TrainingBatch): StepResult | Promise<StepResult>
  /** `[batchSize, outputs]` probabilities, owned by the caller. */
  predictBatch(batch: Batch): Float32Array | Promise<Float32Array>
  /** A copy. */
  readState(): EngineState
  /** Takes back what {@link Engine.readState} gave. Throws `TENSOR_MISSING` or `TENSOR_SHAPE`. */
  writeState(state: EngineState): void
  /** Frees memory; later calls throw `DISPOSED`. Calling it twice is fine. */
  dispose(): void
}

/** Starts an engine. */
export type EngineFactory = (config: EngineConfig) => Promise<Engine>
