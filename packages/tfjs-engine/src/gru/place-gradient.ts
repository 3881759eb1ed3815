import type { Block } from '../matrix.js'
import { placeBlock } from '../matrix.js'

/** Writes the gradient of one gate to its columns of a weight, `[rows, columns]`, from a row on. */
export function placeGradient(weight: Float32Array, columns: number, row: number, gate: number, block: Block): void {
  placeBlock({ data: weight, rows: weight.length / columns, columns }, row, gate * block.columns, block)
}
