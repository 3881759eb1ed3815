import type { LayerContext, Signal } from './layer.js'
import type { LossLayer } from './loss-layer.js'

/** Softmax and categorical cross-entropy on one logit a class; targets are the index of the true class. */
export function createCategoricalCrossEntropyLayer(context: LayerContext, logits: Signal): LossLayer {
  const { arena, kernels, training } = context
  const { columns } = logits
  let probabilities = 0
  let targetBuffer = 0
  return {
    columns,
    get probabilities() {
      return probabilities
    },
    layout({ batchSize }) {
      probabilities = arena.allocate(batchSize * columns)
      if (training) targetBuffer = arena.allocate(batchSize)
    },
    forward(batchSize) {
      kernels.softmaxRows(probabilities, logits.value, batchSize, columns)
    },
    backward(batchSize, targets) {
      arena.int32.set(targets, targetBuffer / 4)
      kernels.categoricalGradient(logits.gradient, probabilities, targetBuffer, batchSize, columns)
      let sum = 0
      for (let row = 0; row < batchSize; row++) {
        sum += rowLoss(arena.float32, logits.value / 4 + row * columns, columns, targets[row]!)
      }
      return sum / batchSize
    },
  }
}

/** `log(sum of e^x) - x[target]`, with the largest x taken out so that nothing overflows. */
function rowLoss(memory: Float32Array, first: number, columns: number, target: number): number {
  let largest = memory[first]!
  for (let j = 1; j < columns; j++) largest = Math.max(largest, memory[first + j]!)
  let sum = 0
  for (let j = 0; j < columns; j++) sum += Math.exp(memory[first + j]! - largest)
  return Math.log(sum) - (memory[first + target]! - largest)
}
