import type { Batch } from '@wordloom/core'
import { paddingId } from '@wordloom/core'
import type { Capacity } from '../layers/layer.js'
import type { Arena } from '../memory/arena.js'
import type { Pointer } from '../wasm/kernel-exports.js'

/**
 * A batch without its padding. Rows are sorted by length, longest first, and stored step after step: at step t only the
 * first `rowsAtStep[t]` rows still have a token, and their tokens lie side by side from `startOfStep[t]`.
 */
export interface PackedBatch {
  readonly batchSize: number
  /** Tokens of the longest row. */
  readonly steps: number
  /** Tokens of all rows together. */
  readonly tokens: number
  readonly rowsAtStep: Int32Array
  readonly startOfStep: Int32Array
  /** `[steps]` int32: a copy of `rowsAtStep` for the kernels, and of `startOfStep`. */
  readonly rowsAtStepPointer: Pointer
  readonly startOfStepPointer: Pointer
  /** `[tokens]` int32 */
  readonly ids: Pointer
  /** `[batchSize]` int32: the caller's row of every sorted row. */
  readonly order: Pointer
}

/** Packs batches, one at a time, into buffers that are used again. */
export interface BatchPacker {
  readonly packed: PackedBatch
  /**
   * Packs a batch. An id 0 before the end of a row is padding too: it is left out, as Keras' mask skips it.
   *
   * @param reserve Called with what the batch needs before anything is written; it may call {@link BatchPacker.layout}.
   */
  pack(batch: Batch, reserve: (needed: Capacity) => void): void
  /** Reserves buffers for batches up to a capacity. */
  layout(capacity: Capacity): void
}

/** What the packer keeps of every row between its passes. */
interface RowOrder {
  /** Tokens of the caller's rows. */
  lengths: Int32Array
  /** Where the caller's rows come in the sorted order. */
  sortedRowOf: Int32Array
  /** `[steps + 1]`: how many rows of a length were placed so far. */
  placed: Int32Array
}

/** Makes a packer on an arena. */
export function createBatchPacker(arena: Arena): BatchPacker {
  const packed = {
    batchSize: 0,
    steps: 0,
    tokens: 0,
    rowsAtStep: new Int32Array(0),
    startOfStep: new Int32Array(0),
    rowsAtStepPointer: 0,
    startOfStepPointer: 0,
    ids: 0,
    order: 0,
  }
  const rows: RowOrder = {
    lengths: new Int32Array(0),
    sortedRowOf: new Int32Array(0),
    placed: new Int32Array(0),
  }
  return {
    packed,
    pack(batch, reserve) {
      const needed = measure(batch, rows)
      reserve(needed)
      packed.batchSize = needed.batchSize
      packed.tokens = needed.tokens
      packed.steps = needed.steps
      countRows(packed, rows)
      copySteps(packed, arena.int32)
      sortRows(packed, rows)
      writeIds(packed, rows, batch, arena.int32)
    },
    layout(capacity) {
      packed.ids = arena.allocate(capacity.tokens)
      packed.order = arena.allocate(capacity.batchSize)
      packed.rowsAtStepPointer = arena.allocate(capacity.steps)
      packed.startOfStepPointer = arena.allocate(capacity.steps)
      packed.rowsAtStep = new Int32Array(capacity.steps)
      packed.startOfStep = new Int32Array(capacity.steps)
      rows.placed = new Int32Array(capacity.steps + 1)
    },
  }
}

function measure(batch: Batch, rows: RowOrder): Capacity {
  const { batchSize } = batch
  if (rows.lengths.length < batchSize) {
    rows.lengths = new Int32Array(batchSize)
    rows.sortedRowOf = new Int32Array(batchSize)
  }
  let tokens = 0
  let steps = 0
  for (let row = 0; row < batchSize; row++) {
    const length = countTokens(batch, row)
    rows.lengths[row] = length
    tokens += length
    if (length > steps) steps = length
  }
  return { batchSize, tokens, steps }
}

function countTokens(batch: Batch, row: number): number {
  const start = row * batch.time
  const end = start + batch.lengths[row]!
  let count = 0
  for (let at = start; at < end; at++) if (batch.ids[at] !== paddingId) count++
  return count
}

function countRows(packed: PackedBatch, { lengths }: RowOrder): void {
  const { rowsAtStep, startOfStep, batchSize, steps } = packed
  rowsAtStep.fill(0)
  for (let row = 0; row < batchSize; row++) if (lengths[row]! > 0) rowsAtStep[lengths[row]! - 1]!++
  for (let step = steps - 2; step >= 0; step--) rowsAtStep[step]! += rowsAtStep[step + 1]!
  let start = 0
  for (let step = 0; step < steps; step++) {
    startOfStep[step] = start
    start += rowsAtStep[step]!
  }
}

function copySteps(packed: PackedBatch, memory: Int32Array): void {
  const { rowsAtStep, startOfStep, rowsAtStepPointer, startOfStepPointer, steps } = packed
  for (let step = 0; step < steps; step++) {
    memory[rowsAtStepPointer / 4 + step] = rowsAtStep[step]!
    memory[startOfStepPointer / 4 + step] = startOfStep[step]!
  }
}

/** A stable counting sort, longest first: rows of length L come behind the `rowsAtStep[L]` longer ones. */
function sortRows({ rowsAtStep, batchSize, steps }: PackedBatch, { lengths, sortedRowOf, placed }: RowOrder): void {
  placed.fill(0)
  for (let row = 0; row < batchSize; row++) {
    const length = lengths[row]!
    const longer = length < steps ? rowsAtStep[length]! : 0
    sortedRowOf[row] = longer + placed[length]!
    placed[length]!++
  }
}

function writeIds(packed: PackedBatch, { lengths, sortedRowOf }: RowOrder, batch: Batch, memory: Int32Array): void {
  const firstId = packed.ids / 4
  const firstRow = packed.order / 4
  for (let row = 0; row < packed.batchSize; row++) {
    const sorted = sortedRowOf[row]!
    memory[firstRow + sorted] = row
    for (let step = 0, at = row * batch.time; step < lengths[row]!; at++) {
      const id = batch.ids[at]!
      if (id === paddingId) continue
      memory[firstId + packed.startOfStep[step]! + sorted] = id
      step++
    }
  }
}
