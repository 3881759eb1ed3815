import type { EngineConfig, OptimizerSpec } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'

/** Leaves a quarter of a WebAssembly memory to the rest of the network and to batches. */
export const defaultTableMemory: number = 3 * 2 ** 30

/** Bytes that the embedding table of an engine takes with the slots of its optimizer. */
export function tableBytes({ spec, vocabularySize, optimizer }: EngineConfig): number {
  const learns = optimizer !== undefined && spec.embedding.trainable !== false
  return 4 * vocabularySize * spec.embedding.dimension * (1 + (learns ? slotCount(optimizer) : 0))
}

/**
 * Throws when every step would have to visit every row of a table that lies outside the arena.
 *
 * @throws WordloomError `INVALID_ARGUMENT`
 */
export function assertSparseUpdates({ optimizer, spec }: EngineConfig): void {
  if (optimizer?.embeddingUpdates !== 'dense' || spec.embedding.trainable === false) return
  throw new WordloomError('INVALID_ARGUMENT', 'A table of this size has sparse updates only', {
    name: 'optimizer.embeddingUpdates',
    expected: 'sparse',
    received: 'dense',
    hint: 'Dense updates visit every row at every step; with sparse ones the cost does not grow with the vocabulary.',
  })
}

function slotCount(optimizer: OptimizerSpec): number {
  switch (optimizer.type) {
    case 'adam':
    case 'adamw':
      return 2
    case 'sgd':
      return optimizer.momentum === 0 ? 0 : 1
    case 'rmsprop':
      return 1 + (optimizer.momentum === 0 ? 0 : 1) + (optimizer.centered ? 1 : 0)
  }
}
