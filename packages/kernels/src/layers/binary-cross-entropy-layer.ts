import type { LayerContext, Signal } from './layer.js'
import type { LossBatch, LossLayer, LossLayerOptions } from './loss-layer.js'
import { binaryLoss } from './loss-value.js'
import { createRowWeights } from './row-weights.js'

/**
 * Sigmoid and binary cross-entropy on each logit, the mean over a row's and then over the rows: one logit a row for a
 * binary task, one a label for a multi-label task. Targets are 0 or 1, `[batchSize, columns]`; smoothed they are
 * `y (1 - s) + s / 2`.
 */
export function createBinaryCrossEntropyLayer(
  context: LayerContext,
  logits: Signal,
  { labelSmoothing }: LossLayerOptions,
): LossLayer {
  const { arena, kernels, training } = context
  const { columns } = logits
  const rowWeights = createRowWeights(context)
  // As Keras rounds them.
  const off = Math.fround(0.5 * labelSmoothing)
  const on = Math.fround(Math.fround(1 - labelSmoothing) + off)
  let probabilities = 0
  let targetBuffer = 0

  function writeTargets({ targets }: LossBatch): void {
    const { float32 } = arena
    for (let i = 0; i < targets.length; i++) float32[targetBuffer / 4 + i] = targets[i] === 1 ? on : off
  }

  function loss(batch: LossBatch): number {
    const memory = arena.float32
    const targets = { memory, first: targetBuffer / 4, columns }
    return binaryLoss({ memory, first: logits.value / 4, columns }, targets, batch)
  }

  return {
    columns,
    get probabilities() {
      return probabilities
    },
    layout({ batchSize }) {
      probabilities = arena.allocate(batchSize * columns)
      if (!training) return
      targetBuffer = arena.allocate(batchSize * columns)
      rowWeights.layout(batchSize)
    },
    forward(batchSize) {
      kernels.sigmoid(probabilities, logits.value, batchSize * columns)
    },
    backward(batch) {
      const { batchSize } = batch
      writeTargets(batch)
      const weights = rowWeights.write(batch.weights)
      const divisor = batchSize * columns
      kernels.binaryGradient(logits.gradient, probabilities, targetBuffer, weights, batchSize, columns, divisor)
      return loss(batch)
    },
  }
}
