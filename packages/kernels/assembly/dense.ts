import { FLOAT, storeLanes } from './lanes'

/** Adds `bias[columns]` to every row of `values[rows, columns]`. */
export function addBias(values: usize, bias: usize, rows: i32, columns: i32): void {
  const rowBytes = <usize>columns * FLOAT
  for (let row = 0; row < rows; row++, values += rowBytes) {
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      storeLanes(values + at, f32x4.add(v128.load(values + at), v128.load(bias + at)), columns - j)
    }
  }
}

/** `values[i] = max(values[i], 0)`; NaN stays NaN. */
export function relu(values: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = values + <usize>i * FLOAT
    storeLanes(at, f32x4.max(v128.load(at), f32x4.splat(0)), count - i)
  }
}

/** Clears `gradient[i]` where the output of {@link relu} was not above 0. */
export function reluBackward(gradient: usize, output: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i * FLOAT
    // "not <= 0" rather than "> 0", so that a NaN is passed on and the training loop gets to see it.
    const mask = v128.not(f32x4.le(v128.load(output + at), f32x4.splat(0)))
    storeLanes(gradient + at, v128.and(v128.load(gradient + at), mask), count - i)
  }
}

/** `sums[columns]` of `values[rows, columns]`, whose rows begin `stride` elements apart. */
export function columnSums(sums: usize, values: usize, rows: i32, columns: i32, stride: i32): void {
  const rowBytes = <usize>stride * FLOAT
  let j = 0
  for (; j + 16 <= columns; j += 16) {
    const at = <usize>j * FLOAT
    let sum0 = f32x4.splat(0)
    let sum1 = f32x4.splat(0)
    let sum2 = f32x4.splat(0)
    let sum3 = f32x4.splat(0)
    let address = values + at
    for (let row = 0; row < rows; row++, address += rowBytes) {
      sum0 = f32x4.add(sum0, v128.load(address))
      sum1 = f32x4.add(sum1, v128.load(address, 16))
      sum2 = f32x4.add(sum2, v128.load(address, 32))
      sum3 = f32x4.add(sum3, v128.load(address, 48))
    }
    v128.store(sums + at, sum0)
    v128.store(sums + at, sum1, 16)
    v128.store(sums + at, sum2, 32)
    v128.store(sums + at, sum3, 48)
  }
  for (; j < columns; j += 4) {
    const at = <usize>j * FLOAT
    let sum = f32x4.splat(0)
    let address = values + at
    for (let row = 0; row < rows; row++, address += rowBytes) sum = f32x4.add(sum, v128.load(address))
    storeLanes(sums + at, sum, columns - j)
  }
}

/** `target[columns, rows]` = the transpose of `source[rows, columns]`. */
export function transpose(target: usize, source: usize, rows: i32, columns: i32): void {
  const targetRowBytes = <usize>rows * FLOAT
  for (let row = 0; row < rows; row++) {
    let to = target + <usize>row * FLOAT
    for (let column = 0; column < columns; column++) {
      store<f32>(to, load<f32>(source))
      source += FLOAT
      to += targetRowBytes
    }
  }
}
