/** `bias + x W`, column after column. */
export function project(x: Float64Array, weight: Float64Array, bias: Float64Array): Float64Array {
  return bias.map((start, column) =>
    x.reduce((sum, value, i) => sum + value * weight[i * bias.length + column]!, start),
  )
}

/** `gradient W^T` for W of `[rows, gradient.length]`. */
export function projectBack(gradient: Float64Array, weight: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) =>
    gradient.reduce((sum, value, j) => sum + value * weight[i * gradient.length + j]!, 0),
  )
}

/** `sum[i, j] += left[i] * right[j]` */
export function addOuterProduct(sum: Float64Array, left: Float64Array, right: Float64Array): void {
  for (const [i, a] of left.entries()) for (const [j, b] of right.entries()) sum[i * right.length + j]! += a * b
}

/** `sum[i] += values[i]` */
export function addTo(sum: Float64Array, values: Float64Array): void {
  for (const [i, value] of values.entries()) sum[i]! += value
}
