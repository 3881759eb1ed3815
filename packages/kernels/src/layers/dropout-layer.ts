import type { PackedBatch } from '../network/packed-batch.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import type { Layer, LayerContext, Signal } from './layer.js'

export interface DropoutLayerOptions {
  /** Share of the elements that become 0: above 0 and below 1. */
  readonly rate: number
  /** A safe integer of 0 or more. */
  readonly seed: number
  /** Tells the dropout layers of a network apart. */
  readonly index: number
  /** Optimizer steps before this one. */
  readonly step: () => number
}

/**
 * Inverted dropout: while training, an element is 0 with the probability `rate` and otherwise divided by `1 - rate`; while
 * predicting, the signal passes unchanged. Works on token signals and row signals.
 *
 * Whether an element is dropped is a hash (see `assembly/dropout.ts`) of the seed, the step, the layer, the caller's row,
 * the position of the token in its row and the column. So it does not depend on how a batch was packed or who computes it,
 * nothing has to be kept for the backward pass, and training that was resumed goes on with the masks it would have had.
 *
 * @see https://jmlr.org/papers/v15/srivastava14a.html
 */
export function createDropoutLayer(context: LayerContext, input: Signal, options: DropoutLayerOptions): Layer {
  const { arena, kernels, tasks, training } = context
  const { rate, seed, index, step } = options
  const { per, columns, wantsGradient } = input
  const { seedLow, seedHigh, threshold, scale } = dropoutSettings(rate, seed)
  const output: Signal = { per, columns, wantsGradient, value: 0, gradient: 0 }
  let dropped = 0

  function apply(target: Pointer, source: Pointer, order: Pointer, rows: number, position: number): void {
    kernels.dropout(
      target,
      source,
      order,
      0,
      rows,
      columns,
      seedLow,
      seedHigh,
      step(),
      index,
      position,
      threshold,
      scale,
    )
  }

  function applyToAll(target: Pointer, source: Pointer, batch: PackedBatch): void {
    if (per === 'row') {
      apply(target, source, 0, batch.batchSize, 0)
      return
    }
    for (let position = 0; position < batch.steps; position++) {
      const at = 4 * batch.startOfStep[position]! * columns
      apply(target + at, source + at, batch.order, batch.rowsAtStep[position]!, position)
    }
  }

  return {
    parameters: [],
    output,
    layout({ tokens, batchSize }) {
      // The values that come in may be needed by the layer that made them, its gradient is needed by nobody else.
      if (training) dropped = arena.allocate((per === 'token' ? tokens : batchSize) * columns)
      output.gradient = input.gradient
    },
    forward(batch, keep) {
      output.value = keep ? dropped : input.value
      if (!keep) return
      tasks.run()
      applyToAll(dropped, input.value, batch)
    },
    backward(batch) {
      if (!wantsGradient) return
      tasks.run()
      applyToAll(input.gradient, input.gradient, batch)
    },
  }
}

/** The numbers that the kernel takes for a share and a seed. */
export function dropoutSettings(rate: number, seed: number): DropoutSettings {
  return {
    seedLow: seed >>> 0,
    seedHigh: Math.floor(seed / 2 ** 32),
    threshold: Math.floor(rate * 2 ** 32),
    scale: 1 / (1 - rate),
  }
}

/** See `assembly/dropout.ts`. */
export interface DropoutSettings {
  readonly seedLow: number
  readonly seedHigh: number
  readonly threshold: number
  readonly scale: number
}
