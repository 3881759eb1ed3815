import type { LayerContext, Signal } from './layer.js'
import type { LossLayer } from './loss-layer.js'

/** Sigmoid and binary cross-entropy on one logit a row; targets are 0 or 1. */
export function createBinaryCrossEntropyLayer(context: LayerContext, logits: Signal): LossLayer {
  const { arena, kernels, training } = context
  let probabilities = 0
  let targetBuffer = 0
  return {
    columns: 1,
    get probabilities() {
      return probabilities
    },
    layout({ batchSize }) {
      probabilities = arena.allocate(batchSize)
      if (training) targetBuffer = arena.allocate(batchSize)
    },
    forward(batchSize) {
      kernels.sigmoid(probabilities, logits.value, batchSize)
    },
    backward(batchSize, targets) {
      arena.int32.set(targets, targetBuffer / 4)
      kernels.binaryGradient(logits.gradient, probabilities, targetBuffer, batchSize)
      return meanLoss(arena.float32, logits.value / 4, batchSize, targets)
    },
  }
}

/** `log(1 + e^x) - x y`, in the form that neither overflows nor rounds a small loss to 0. */
function meanLoss(memory: Float32Array, first: number, batchSize: number, targets: Int32Array): number {
  let sum = 0
  for (let row = 0; row < batchSize; row++) {
    const logit = memory[first + row]!
    sum += Math.max(logit, 0) - logit * targets[row]! + Math.log1p(Math.exp(-Math.abs(logit)))
  }
  return sum / batchSize
}
