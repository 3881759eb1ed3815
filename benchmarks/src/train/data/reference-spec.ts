import { createModelSpec, type ModelSpec } from '@wordloom/core'
import type { NetworkSizes } from './dataset.js'

/** Embedding → bidirectional GRU → dense with ReLU → one sigmoid output. */
export function referenceSpec({ dimension, units, hiddenUnits, time }: NetworkSizes): ModelSpec {
  return createModelSpec(['no', 'yes'], {
    maxLength: time,
    embedding: { dimension },
    encoder: { units },
    hidden: { units: hiddenUnits },
  })
}
