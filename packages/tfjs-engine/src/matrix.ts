/** A matrix on its way to a backend, row-major. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array
}

/** A part of an array, read as a matrix. */
export interface Block {
  readonly data: Float32Array
  /** Index of the first element. @defaultValue 0 */
  readonly first?: number
  readonly rows: number
  readonly columns: number
  /** Elements between rows. */
  readonly rowStride: number
  /** @defaultValue 1 */
  readonly columnStride?: number
}

/** A matrix of zeros. */
export function createMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float32Array(rows * columns) }
}

/** Copies a block into a matrix, its first element to a row and column. */
export function placeBlock(target: Matrix, row: number, column: number, block: Block): void {
  const { data, first = 0, rows, columns, rowStride, columnStride = 1 } = block
  for (let i = 0; i < rows; i++) {
    let to = (row + i) * target.columns + column
    let from = first + i * rowStride
    for (let j = 0; j < columns; j++, to++, from += columnStride) target.data[to] = data[from]!
  }
}

/** Writes ones on a diagonal that starts at a row and column. */
export function placeIdentity(target: Matrix, row: number, column: number, size: number): void {
  for (let i = 0; i < size; i++) target.data[(row + i) * target.columns + column + i] = 1
}

/** The block with rows and columns exchanged. */
export function transposed({ rows, columns, rowStride, columnStride = 1, ...rest }: Block): Block {
  return { ...rest, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride }
}
