import { copyRowsIn } from '../memory/outside-rows.js'
import { allocateTable } from '../network/parameter.js'
import type { PackedBatch } from '../network/packed-batch.js'
import type { RowGradient, TravellingRows } from '../network/parameter.js'
import type { Layer, LayerContext, SharedRows, Signal } from './layer.js'

export interface EmbeddingLayerOptions {
  /** Name of the table among the weights. */
  readonly name: string
  /** Rows of the table. */
  readonly vocabularySize: number
  readonly dimension: number
  readonly trainable: boolean | 'new-words'
  /** Keeps the table outside the arena, whence the rows of a batch travel. */
  readonly isOutside: boolean
}

/** The layer that knows the words of a batch. */
export interface EmbeddingLayer extends Layer {
  /** The different words of the batch that was last seen. */
  readonly words: Readonly<SharedRows>
  forward(batch: Pick<PackedBatch, 'ids' | 'tokens'>): void
  backward(): void
}

/** Rows that one task copies. */
const rowsPerTask = 512

/** Looks up the vectors of the different words of a batch: packed ids in, `[words, dimension]` out. */
export function createEmbeddingLayer(context: LayerContext, options: EmbeddingLayerOptions): EmbeddingLayer {
  const { arena, kernels, tasks, training } = context
  const { name, vocabularySize, dimension, trainable, isOutside } = options
  const learns = training && trainable !== false
  const slotOfId = arena.allocate(vocabularySize)
  const ids = arena.allocate(vocabularySize)
  const travelling: TravellingRows | undefined = isOutside ? { weights: 0, slots: [0, 0, 0] } : undefined
  const rows: RowGradient | undefined = learns
    ? {
        columns: dimension,
        slotOfId,
        zeros: arena.allocate(dimension),
        ids,
        count: 0,
        values: 0,
        ...(travelling && { travelling }),
      }
    : undefined
  const table = allocateTable(arena, name, [vocabularySize, dimension], rows, isOutside)
  const shared: SharedRows = { count: 0, firstNew: 0, index: 0, wanted: 0, room: 0 }
  const output: Signal = {
    per: 'token',
    columns: dimension,
    wantsGradient: learns,
    value: 0,
    gradient: 0,
    shared,
  }

  function forget(): void {
    kernels.releaseSlots(slotOfId, ids, shared.count)
    shared.count = 0
  }

  /** Words keep their rows from batch to batch if somebody wants it, until there might be no room for the next one. */
  function makeRoom(tokens: number): void {
    const { count, room, wanted } = shared
    if (training || wanted === 0 || (room < vocabularySize && count + tokens > room)) forget()
    shared.firstNew = shared.count
  }

  return {
    parameters: [table],
    output,
    words: shared,
    layout({ tokens }) {
      const count = Math.min(tokens, vocabularySize)
      forget()
      shared.room = Math.min(Math.max(tokens, shared.wanted), vocabularySize)
      output.value = arena.allocate(count * dimension)
      shared.index = arena.allocate(tokens)
      if (rows === undefined) return
      output.gradient = arena.allocate(count * dimension)
      rows.values = output.gradient
      if (travelling === undefined) return
      travelling.weights = output.value
      travelling.slots = [0, 1, 2].map(() => arena.allocate(count * dimension)) as [number, number, number]
    },
    forward(batch) {
      makeRoom(batch.tokens)
      const { firstNew, index } = shared
      shared.count = kernels.assignSlots(slotOfId, ids, firstNew, index, batch.ids, batch.tokens)
      const newIds = ids + firstNew * 4
      const newCount = shared.count - firstNew
      if (table.outside !== undefined) {
        copyRowsIn(arena, output.value, table.outside, newIds, newCount, dimension)
        return
      }
      for (let first = 0; first < newCount; first += rowsPerTask) {
        const target = output.value + first * dimension * 4
        const count = Math.min(rowsPerTask, newCount - first)
        tasks.add(
          kernels.GATHER_ROWS.value,
          target,
          dimension,
          table.value,
          dimension,
          newIds + first * 4,
          count,
          dimension,
        )
      }
    },
    backward() {
      // Every word has one row already, so its gradient is complete.
      if (rows !== undefined) rows.count = shared.count
    },
    forget,
  }
}
