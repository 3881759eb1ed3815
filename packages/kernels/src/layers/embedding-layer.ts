import { allocateTable } from '../network/parameter.js'
import type { RowGradient } from '../network/parameter.js'
import type { Layer, LayerContext, Signal } from './layer.js'

export interface EmbeddingLayerOptions {
  /** Name of the table among the weights. */
  readonly name: string
  /** Rows of the table. */
  readonly vocabularySize: number
  readonly dimension: number
  readonly trainable: boolean | 'new-words'
}

/** Looks up the vector of every token: packed ids in, `[tokens, dimension]` out. */
export function createEmbeddingLayer(context: LayerContext, options: EmbeddingLayerOptions): Layer {
  const { arena, kernels, training } = context
  const { name, vocabularySize, dimension, trainable } = options
  const rows: RowGradient | undefined =
    training && trainable !== false
      ? {
          columns: dimension,
          slotOfId: arena.allocate(vocabularySize),
          zeros: arena.allocate(dimension),
          ids: arena.allocate(vocabularySize),
          count: 0,
          values: 0,
        }
      : undefined
  const table = allocateTable(arena, name, [vocabularySize, dimension], rows)
  const output: Signal = { columns: dimension, wantsGradient: rows !== undefined, value: 0, gradient: 0 }
  return {
    parameters: [table],
    output,
    layout({ tokens }) {
      output.value = arena.allocate(tokens * dimension)
      if (rows === undefined) return
      output.gradient = arena.allocate(tokens * dimension)
      rows.values = arena.allocate(Math.min(tokens, vocabularySize) * dimension)
    },
    forward({ tokens, ids }) {
      kernels.gatherRows(output.value, dimension, table.value, dimension, ids, tokens, dimension)
    },
    backward({ tokens, ids }) {
      if (rows === undefined) return
      kernels.releaseSlots(rows.slotOfId, rows.ids, rows.count)
      rows.count = kernels.assignSlots(rows.slotOfId, rows.ids, ids, tokens)
      kernels.scatterAddRows(rows.values, rows.count, output.gradient, ids, rows.slotOfId, tokens, dimension)
    },
  }
}
