import type { TaskSpec, TrainingBatch } from '@wordloom/core'
import { createBinaryCrossEntropyLayer } from '../../src/layers/binary-cross-entropy-layer.js'
import { createCategoricalCrossEntropyLayer } from '../../src/layers/categorical-cross-entropy-layer.js'
import type { Signal } from '../../src/layers/layer.js'
import { openKernels } from '../../src/wasm/open-kernels.js'

/** What a loss layer makes of logits. */
export interface LossResult {
  readonly loss: number
  readonly probabilities: Float32Array
  readonly gradient: Float32Array
}

/** Runs a loss layer twice over the same logits, `[rows, columns]`, first with other targets and weights. */
export async function runLoss(
  task: TaskSpec['type'],
  labelSmoothing: number,
  logits: Float32Array,
  { batchSize, targets, weights }: Pick<TrainingBatch, 'batchSize' | 'targets' | 'weights'>,
): Promise<LossResult> {
  const opened = await openKernels()
  const { arena } = opened
  const count = logits.length
  const columns = count / batchSize
  const signal: Signal = { per: 'row', columns, wantsGradient: true, value: 0, gradient: 0 }
  const create = task === 'multi-class' ? createCategoricalCrossEntropyLayer : createBinaryCrossEntropyLayer
  const layer = create({ ...opened, training: true }, signal, { labelSmoothing })
  signal.value = arena.allocate(count)
  signal.gradient = arena.allocate(count)
  layer.layout({ batchSize, tokens: 0, steps: 0 })
  arena.commit()
  arena.float32.set(logits, signal.value / 4)
  layer.forward(batchSize)
  layer.backward({ batchSize, targets: new Int32Array(targets.length), weights: new Float32Array(batchSize).fill(9) })
  const loss = layer.backward({ batchSize, targets, ...(weights && { weights }) })
  const take = (pointer: number): Float32Array => arena.float32.slice(pointer / 4, pointer / 4 + count)
  return { loss, probabilities: take(layer.probabilities), gradient: take(signal.gradient) }
}
