// Pooling over the steps of packed rows. Each function takes one step: `rows` sorted rows, whose places in the caller's
// order are `order[rows]` int32. A part of the rows is given by moving `order` and the packed buffer to its first row.
import { FLOAT, storeLanes } from './lanes'

/**
 * Takes the states of one step into the largest so far. A NaN is larger than any number, so that it is not lost.
 *
 * @param largest `[batch, columns]` in the caller's order; step 0 sets it
 * @param argument 0, or `[batch, columns]` int32: the first step at which the largest was seen
 * @param states `[rows, columns]`
 */
export function maxPoolStep(
  largest: usize,
  argument: usize,
  order: usize,
  states: usize,
  rows: i32,
  columns: i32,
  step: i32,
): void {
  const rowBytes = <usize>columns * FLOAT
  const steps = i32x4.splat(step)
  for (let i = 0; i < rows; i++, states += rowBytes) {
    const start = <usize>load<i32>(order + <usize>i * FLOAT) * rowBytes
    for (let j = 0; j < columns; j += 4) {
      const lanes = columns - j
      const at = start + <usize>j * FLOAT
      const state = v128.load(states + <usize>j * FLOAT)
      const before = v128.load(largest + at)
      const larger = step == 0 ? i32x4.splat(-1) : v128.or(f32x4.gt(state, before), f32x4.ne(state, state))
      storeLanes(largest + at, v128.bitselect(state, before, larger), lanes)
      if (argument != 0) {
        storeLanes(argument + at, v128.bitselect(steps, v128.load(argument + at), larger), lanes)
      }
    }
  }
}

/**
 * The gradient of one step's states: that of the pooled value where {@link maxPoolStep} took it from this step, else 0.
 *
 * @param gradient out: `[rows, columns]`
 * @param outer `[batch, columns]` in the caller's order
 */
export function maxPoolStepBackward(
  gradient: usize,
  outer: usize,
  argument: usize,
  order: usize,
  rows: i32,
  columns: i32,
  step: i32,
): void {
  const rowBytes = <usize>columns * FLOAT
  const steps = i32x4.splat(step)
  for (let i = 0; i < rows; i++, gradient += rowBytes) {
    const start = <usize>load<i32>(order + <usize>i * FLOAT) * rowBytes
    for (let j = 0; j < columns; j += 4) {
      const at = start + <usize>j * FLOAT
      const chosen = i32x4.eq(v128.load(argument + at), steps)
      storeLanes(gradient + <usize>j * FLOAT, v128.and(v128.load(outer + at), chosen), columns - j)
    }
  }
}

/** `sums[order[i]] += states[i]` for `states[rows, columns]`. */
export function sumPoolStep(sums: usize, order: usize, states: usize, rows: i32, columns: i32): void {
  const rowBytes = <usize>columns * FLOAT
  for (let i = 0; i < rows; i++, states += rowBytes) {
    const to = sums + <usize>load<i32>(order + <usize>i * FLOAT) * rowBytes
    for (let j = 0; j < columns; j += 4) {
      const at = <usize>j * FLOAT
      storeLanes(to + at, f32x4.add(v128.load(to + at), v128.load(states + at)), columns - j)
    }
  }
}

/** `values[order[i]] /= divisor` for `rows` rows. */
export function divideRows(values: usize, order: usize, rows: i32, columns: i32, divisor: f32): void {
  const rowBytes = <usize>columns * FLOAT
  const divisors = f32x4.splat(divisor)
  for (let i = 0; i < rows; i++) {
    const row = values + <usize>load<i32>(order + <usize>i * FLOAT) * rowBytes
    for (let j = 0; j < columns; j += 4) {
      const at = row + <usize>j * FLOAT
      storeLanes(at, f32x4.div(v128.load(at), divisors), columns - j)
    }
  }
}
