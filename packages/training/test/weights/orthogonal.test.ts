import { createRandom } from '@wordloom/core'
import { expect, it } from 'vitest'
import { orthogonalMatrix } from '../../src/weights/orthogonal.js'

function gram(matrix: Float32Array, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, a) =>
    Array.from({ length: rows }, (_, b) => {
      let sum = 0
      for (let i = 0; i < columns; i++) sum += matrix[a * columns + i]! * matrix[b * columns + i]!
      return sum
    }),
  )
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!)
}

it.each([
  [1, 3],
  [2, 6],
  [16, 48],
  [7, 7],
  [9, 4],
])('should be orthonormal along the shorter side of %i × %i', (rows, columns) => {
  const matrix = orthogonalMatrix(rows, columns, createRandom(3))
  const products =
    rows <= columns ? gram(matrix, rows, columns) : gram(transposed(matrix, rows, columns), columns, rows)
  for (const [a, row] of products.entries()) {
    for (const [b, product] of row.entries()) expect(Math.abs(product - Number(a === b))).toBeLessThan(1e-6)
  }
})

it('should be the Q of the drawn matrix whose R has a positive diagonal', () => {
  const [rows, columns] = [3, 5]
  const q = orthogonalMatrix(rows, columns, createRandom(8))
  const random = createRandom(8)
  const drawn = Array.from({ length: columns }, () => Array.from({ length: rows }, () => random.nextNormal()))
  for (let vector = 0; vector < rows; vector++) {
    for (let column = 0; column < rows; column++) {
      const r = drawn.reduce((sum, line, i) => sum + q[vector * columns + i]! * line[column]!, 0)
      if (column < vector) expect(Math.abs(r)).toBeLessThan(1e-6)
      if (column === vector) expect(r).toBeGreaterThan(0)
    }
  }
})
