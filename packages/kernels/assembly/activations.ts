import { FLOAT, storeLanes } from './lanes'
import { exp4, sigmoid4, storeSigmoids, storeTanhs, tanh4 } from './vector-math'

/** `target[i] = e^source[i]`; both may be the same buffer. */
export function exp(target: usize, source: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i * FLOAT
    storeLanes(target + at, exp4(v128.load(source + at)), count - i)
  }
}

/** `target[i] = 1 / (1 + e^-source[i])`; both may be the same buffer. */
export function sigmoid(target: usize, source: usize, count: i32): void {
  let i = 0
  for (; i + 16 <= count; i += 16) {
    const at = <usize>i * FLOAT
    const from = source + at
    storeSigmoids(target + at, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48))
  }
  for (; i < count; i += 4) {
    const at = <usize>i * FLOAT
    storeLanes(target + at, sigmoid4(v128.load(source + at)), count - i)
  }
}

/** `target[i] = tanh source[i]`; both may be the same buffer. */
export function tanh(target: usize, source: usize, count: i32): void {
  let i = 0
  for (; i + 16 <= count; i += 16) {
    const at = <usize>i * FLOAT
    const from = source + at
    storeTanhs(target + at, v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48))
  }
  for (; i < count; i += 4) {
    const at = <usize>i * FLOAT
    storeLanes(target + at, tanh4(v128.load(source + at)), count - i)
  }
}
