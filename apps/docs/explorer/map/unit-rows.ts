/** Rows brought to length 1, as the cosine sees them; those of zeros stay. `[count, dimension]`. */
export function unitRows(rows: Float32Array, dimension: number): Float32Array {
  const units = rows.slice()
  for (let start = 0; start < units.length; start += dimension) {
    const row = units.subarray(start, start + dimension)
    const length = Math.hypot(...row)
    if (length > 0) for (let i = 0; i < dimension; i++) row[i]! /= length
  }
  return units
}
