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
  /**
   * `[batchSize]`: index of the label, for a binary task 0 or 1. For a multi-label task `[batchSize, labels]`, 1 where a
   * label is true and 0 where not; the loss of a row is then the mean over its labels, as in Keras.
   */
  readonly targets: Int32Array
  /**
   * `[batchSize]`, each 0 or more: how much each row counts. The loss is the sum of the rows' weighted losses divided by
   * their number, as in Keras.
   * @defaultValue 1 for every row
   */
  readonly weights?: Float32Array
}

/** What one optimizer step did. */
export interface StepResult {
  /** Mean loss over the rows of the batch, before the update. */
  readonly loss: number
  /** `[batchSize, outputs]` probabilities before the update; overwritten by the next call of the engine. */
  readonly probabilities: Float32Array
}

/** What the optimizers have in common. */
export interface CommonOptimizerSpec {
  /** @defaultValue 0.001; 0.01 for `sgd` */
  readonly learningRate: number
  /**
   * `sparse` moves only the embedding rows that occur in the batch (LazyAdam): the cost of a step does not grow with the
   * vocabulary. `dense` lets the moments of every row decay at every step, as Keras does.
   * @defaultValue 'sparse'
   */
  readonly embeddingUpdates: 'sparse' | 'dense'
  /**
   * Scales all gradients down together when their common Euclidean norm is larger (Keras' `global_clipnorm`).
   * @defaultValue no limit
   */
  readonly globalClipNorm?: number
}

/**
 * Adam with Keras' defaults and arithmetic.
 * @see https://keras.io/api/optimizers/adam/
 */
export interface AdamSpec extends CommonOptimizerSpec {
  /** Which optimizer. */
  readonly type: 'adam'
  /** @defaultValue 0.9 */
  readonly beta1: number
  /** @defaultValue 0.999 */
  readonly beta2: number
  /** @defaultValue 1e-7 */
  readonly epsilon: number
}

/**
 * Adam whose weights also shrink by `learningRate * weightDecay` a step, all of them; with sparse updates, of the table
 * only the rows that occur.
 * @see https://keras.io/api/optimizers/adamw/
 */
export interface AdamWSpec extends Omit<AdamSpec, 'type'> {
  /** Which optimizer. */
  readonly type: 'adamw'
  /** @defaultValue 0.004 */
  readonly weightDecay: number
}

/**
 * Stochastic gradient descent.
 * @see https://keras.io/api/optimizers/sgd/
 */
export interface SgdSpec extends CommonOptimizerSpec {
  /** Which optimizer. */
  readonly type: 'sgd'
  /** @defaultValue 0 */
  readonly momentum: number
  /** @defaultValue false */
  readonly nesterov: boolean
}

/**
 * RMSprop.
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export interface RmspropSpec extends CommonOptimizerSpec {
  /** Which optimizer. */
  readonly type: 'rmsprop'
  /** @defaultValue 0.9 */
  readonly rho: number
  /** @defaultValue 0 */
  readonly momentum: number
  /** @defaultValue 1e-7 */
  readonly epsilon: number
  /** Whether gradients are divided by their variance rather than their mean square. @defaultValue false */
  readonly centered: boolean
}

/** How weights move along their gradients. */
export type OptimizerSpec = AdamSpec | AdamWSpec | SgdSpec | RmspropSpec

/** Everything that an {@link Engine} needs to start. */
export interface EngineConfig {
  /** The network. */
  readonly spec: ModelSpec
  /** Rows of the embedding table, padding and unknown included. */
  readonly vocabularySize: number
  /** Initial weights by the names of `weightShapes`. They are copied. */
  readonly weights: Weights
  /** Left out for an engine that only predicts: it then keeps no gradients or moments. */
  readonly optimizer?: OptimizerSpec
  /**
   * `[vocabularySize]`: rows of the embedding table that do not learn have 1, the others 0.
   * @defaultValue all learn, if `spec.embedding.trainable` says so
   */
  readonly frozenRows?: Uint8Array
  /**
   * Targets are drawn towards the uniform distribution by this share, as in Keras: `y (1 - s) + s / classes`, for sigmoid
   * outputs `y (1 - s) + s / 2`. 0 or more and below 1.
   * @defaultValue 0
   */
  readonly labelSmoothing?: number
  /** Of dropout, together with the number of the step. @defaultValue 0 */
  readonly seed?: number
}

/** What may change from step to step. */
export interface StepOptions {
  /** @defaultValue that of the optimizer's specification */
  readonly learningRate?: number
}

/** Weights, and when training the optimizer's slots and step count, by name. */
export type EngineState = ReadonlyMap<string, Tensor>

/**
 * How numbers are crunched, and nothing else. Shuffling, batching, the loop and metrics belong to the caller.
 *
 * State holds the weights under their own names, and when training the optimizer's slots as
 * `optimizer/<slot>/<weight>`, of the weight's shape, and `optimizer/iterations` (shape `[1]`). The slots bear Keras'
 * names: `momentum` and `velocity` (adam, adamw), `momentum` (sgd with momentum), `velocity`, and where they apply
 * `momentum` and `average_gradient` (rmsprop).
 */
export interface Engine {
  /** A name for people: `kernels`, `tfjs-webgpu`, … */
  readonly name: string
  /**
   * Forward, loss, backward, optimizer step; no optimizer step when the loss is not finite. Throws `INVALID_ARGUMENT`
   * without an optimizer.
   */
  trainBatch(batch: TrainingBatch, options?: StepOptions): StepResult | Promise<StepResult>
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
