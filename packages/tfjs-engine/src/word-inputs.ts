import type { SelectedRows } from '@wordloom/kernels/parameters'
import type { ArrangedBatch, Side } from './arranged-batch.js'
import { createMatrix, type Matrix } from './matrix.js'

/** Columns behind the inputs of a layer: 1 at tokens, for the bias; 1 at padding, for the pad gate. */
export const flagColumns = 2

/** The vectors of the tokens that a direction reads, and the flags: `[steps * batchSize, dimension + 2]`. */
export function wordInputs(batch: ArrangedBatch, side: Side, rows: SelectedRows, dimension: number): Matrix {
  const tokens = batch.tokens[side]
  const inputs = createMatrix(tokens.length, dimension + flagColumns)
  const { data, columns } = inputs
  const { values, rowOfToken } = rows
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const to = i * columns
    if (token >= 0) {
      const from = rowOfToken[token]! * dimension
      for (let j = 0; j < dimension; j++) data[to + j] = values[from + j]!
    }
    data[to + dimension + (token >= 0 ? 0 : 1)] = 1
  }
  return inputs
}

/** The flags alone, `[steps * batchSize, 2]`: they are the same for both directions. */
export function flagInputs({ tokens: { forward } }: ArrangedBatch): Matrix {
  const flags = createMatrix(forward.length, flagColumns)
  for (const [i, token] of forward.entries()) flags.data[i * flagColumns + (token >= 0 ? 0 : 1)] = 1
  return flags
}

/** Adds the gradient of what a direction read, `[steps * batchSize, dimension]`, to that of the table's rows. */
export function addWordGradient(
  batch: ArrangedBatch,
  side: Side,
  { rowOfToken, gradient }: SelectedRows,
  inputGradient: Float32Array,
  dimension: number,
): void {
  const tokens = batch.tokens[side]
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token < 0) continue
    const to = rowOfToken[token]! * dimension
    const from = i * dimension
    for (let j = 0; j < dimension; j++) gradient[to + j]! += inputGradient[from + j]!
  }
}
