import type { LayerContext, Signal } from './layer.js'
import type { LossBatch, LossLayer, LossLayerOptions } from './loss-layer.js'
import { categoricalLoss } from './loss-value.js'
import { createRowWeights } from './row-weights.js'

/**
 * Softmax and categorical cross-entropy on one logit a class; targets are the index of the true class, `[batchSize]`.
 * Smoothed, the true class has the target `1 - s + s / classes` and the others `s / classes`.
 */
export function createCategoricalCrossEntropyLayer(
  context: LayerContext,
  logits: Signal,
  { labelSmoothing }: LossLayerOptions,
): LossLayer {
  const { arena, kernels, training } = context
  const { columns } = logits
  const rowWeights = createRowWeights(context)
  const off = labelSmoothing / columns
  const on = 1 - labelSmoothing + off
  let probabilities = 0
  let targetBuffer = 0

  function loss(batch: LossBatch): number {
    const values = { memory: arena.float32, first: logits.value / 4, columns }
    return categoricalLoss(values, batch.targets, batch, labelSmoothing)
  }

  return {
    columns,
    get probabilities() {
      return probabilities
    },
    layout({ batchSize }) {
      probabilities = arena.allocate(batchSize * columns)
      if (!training) return
      targetBuffer = arena.allocate(batchSize)
      rowWeights.layout(batchSize)
    },
    forward(batchSize) {
      kernels.softmaxRows(probabilities, logits.value, batchSize, columns)
    },
    backward(batch) {
      const { batchSize } = batch
      arena.int32.set(batch.targets, targetBuffer / 4)
      const weights = rowWeights.write(batch.weights)
      kernels.categoricalGradient(
        logits.gradient,
        probabilities,
        targetBuffer,
        weights,
        batchSize,
        columns,
        on,
        off,
        batchSize,
      )
      return loss(batch)
    },
  }
}
