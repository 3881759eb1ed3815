import type { ModelSpec, TrainingBatch } from '@wordloom/core'
import { outputCount } from '@wordloom/core'
import { binaryLoss, categoricalLoss } from '@wordloom/kernels/parameters'

/** What the gradient of the logits is made of: `(probability - target) * rowScale`. */
export interface LossTargets {
  /** `[batchSize, outputs]`, smoothed. */
  readonly targets: Float32Array
  /** `[batchSize]`: the weight of the row by what the sum of losses is divided by. */
  readonly rowScale: Float32Array
}

/** Targets of a batch as the losses of the kernels round them. */
export function lossTargets(spec: ModelSpec, batch: TrainingBatch, smoothing: number): LossTargets {
  const { batchSize, weights } = batch
  const outputs = outputCount(spec)
  const isCategorical = spec.task.type === 'multi-class'
  const divisor = isCategorical ? batchSize : batchSize * outputs
  return {
    targets: isCategorical ? categorical(batch, outputs, smoothing) : binary(batch, smoothing),
    rowScale: Float32Array.from({ length: batchSize }, (_, row) => (weights?.[row] ?? 1) / divisor),
  }
}

function categorical({ batchSize, targets }: TrainingBatch, outputs: number, smoothing: number): Float32Array {
  const off = smoothing / outputs
  const values = new Float32Array(batchSize * outputs).fill(off)
  for (let row = 0; row < batchSize; row++) values[row * outputs + targets[row]!] = 1 - smoothing + off
  return values
}

function binary({ targets }: TrainingBatch, smoothing: number): Float32Array {
  // As Keras rounds them.
  const off = Math.fround(0.5 * smoothing)
  const on = Math.fround(Math.fround(1 - smoothing) + off)
  return Float32Array.from(targets, (target) => (target === 1 ? on : off))
}

/** The mean loss of a batch in double precision, from its logits `[batchSize, outputs]`. */
export function meanLoss(
  spec: ModelSpec,
  batch: TrainingBatch,
  logits: Float32Array,
  { targets }: LossTargets,
  smoothing: number,
): number {
  const columns = outputCount(spec)
  const values = { memory: logits, first: 0, columns }
  if (spec.task.type === 'multi-class') return categoricalLoss(values, batch.targets, batch, smoothing)
  return binaryLoss(values, { memory: targets, first: 0, columns }, batch)
}
