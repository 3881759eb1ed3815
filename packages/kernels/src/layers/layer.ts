import type { Arena } from '../memory/arena.js'
import type { Parameter } from '../network/parameter.js'
import type { PackedBatch } from '../network/packed-batch.js'
import type { TaskQueue } from '../tasks/task-queue.js'
import type { KernelExports, Pointer } from '../wasm/kernel-exports.js'

/** What every layer works with. */
export interface LayerContext {
  readonly arena: Arena
  readonly kernels: KernelExports
  /**
   * Large work goes here, small work calls the kernels. A layer may leave tasks in the queue that the next one runs
   * together with its own first; before it reads what others wrote, it runs the queue.
   */
  readonly tasks: TaskQueue
  /** Whether there is a backward pass: without one, layers keep no intermediate results, gradients or moments. */
  readonly training: boolean
}

/** The largest batch that buffers must hold. */
export interface Capacity {
  readonly batchSize: number
  /** Tokens of all rows together. */
  readonly tokens: number
  /** Tokens of the longest row. */
  readonly steps: number
}

/** What one layer hands to the next: values on the way forward, their gradient on the way back. */
export interface Signal {
  /** What it holds values of: every token, in packed order, or every row of the batch, in the caller's order. */
  readonly per: 'token' | 'row'
  /** Elements a token or row. */
  readonly columns: number
  /** Whether anything before this signal learns; otherwise its gradient is not computed. */
  readonly wantsGradient: boolean
  /** Set by the layer that owns the signal, whenever buffers are laid out. */
  value: Pointer
  /** As `value`; 0 without `wantsGradient`. */
  gradient: Pointer
  /** Present where tokens share rows: how many rows there are, and which row is each token's. */
  readonly shared?: SharedRows
}

/**
 * Tokens with the same value share a row: the vectors of the different words of a batch. Only an embedding makes such a
 * signal; what is computed of it is computed once a word, however often it occurs.
 */
export interface SharedRows {
  /** Of the batch at hand, and of those before it that still have their rows. */
  count: number
  /**
   * Rows before this one are those of earlier batches, under the same weights: what was made of them then is right now,
   * too. The signal has values of the rows from here on only, one behind the other. 0 when an engine trains.
   */
  firstNew: number
  /** `[tokens]` int32: the row of each token. */
  index: Pointer
  /** Set by the layer that reads the signal: for how many rows it would keep what it makes of them. */
  wanted: number
  /** Set by the layer that owns the signal, whenever buffers are laid out: `count` is never more. */
  room: number
}

/**
 * A part of the network. It is made with the {@link Signal} it reads and owns the one it writes; the network runs its
 * layers in order and knows nothing else about them.
 */
export interface Layer {
  readonly parameters: readonly Parameter[]
  readonly output: Signal
  /** Reserves buffers for batches up to a capacity. Called again, with everything given back before, for a larger one. */
  layout(capacity: Capacity): void
  /** From the input's values to the output's. With `keep`, a {@link Layer.backward} follows. */
  forward(batch: PackedBatch, keep: boolean): void
  /** From the output's gradient to the parameters' and, where wanted, the input's. */
  backward(batch: PackedBatch): void
  /** Tells a layer which keeps what it made of the weights that these are others now. */
  forget?(): void
}
