import { FLOAT } from './lanes'

/**
 * Sum of the squares of `count` float32, in float64 (where neither overflows) and in an order that depends on `count`
 * only: four running sums, added up at the end, then what is left over.
 */
export function sumOfSquares(values: usize, count: i32): f64 {
  let sums0 = f64x2.splat(0)
  let sums1 = f64x2.splat(0)
  let i = 0
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(values + <usize>i * FLOAT)
    const low = f64x2.promote_low_f32x4(four)
    const high = f64x2.promote_low_f32x4(i32x4.shuffle(four, four, 2, 3, 2, 3))
    sums0 = f64x2.add(sums0, f64x2.mul(low, low))
    sums1 = f64x2.add(sums1, f64x2.mul(high, high))
  }
  const sums = f64x2.add(sums0, sums1)
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
  for (; i < count; i++) {
    const value = <f64>load<f32>(values + <usize>i * FLOAT)
    sum += value * value
  }
  return sum
}

/**
 * As {@link sumOfSquares} over `values[count, columns]`, row after row, without the rows that are frozen.
 *
 * @param ids `[count]` int32: the table row of each row
 * @param frozen `[table rows]` bytes: 1 for a row that is left out
 */
export function sumOfSquaresOfRows(values: usize, ids: usize, frozen: usize, count: i32, columns: i32): f64 {
  const rowBytes = <usize>columns * FLOAT
  let sum: f64 = 0
  for (let i = 0; i < count; i++, values += rowBytes) {
    const id = <usize>load<i32>(ids + <usize>i * FLOAT)
    if (load<u8>(frozen + id) == 0) sum += sumOfSquares(values, columns)
  }
  return sum
}
