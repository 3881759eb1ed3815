import { FLOAT, storeLanes } from './lanes'

/**
 * Adam in Keras' order of operations, on `count` float32:
 *
 *     m += (g - m) * (1 - beta1)      v += (g * g - v) * (1 - beta2)      w -= alpha * m / (sqrt(v) + epsilon)
 *
 * @param rate1 1 - beta1
 * @param rate2 1 - beta2
 * @param alpha learning rate * sqrt(1 - beta2^t) / (1 - beta1^t)
 * @see https://github.com/keras-team/keras/blob/v3.11.0/keras/src/optimizers/adam.py
 */
export function adam(
  weight: usize,
  momentum: usize,
  velocity: usize,
  gradient: usize,
  count: i32,
  rate1: f32,
  rate2: f32,
  alpha: f32,
  epsilon: f32,
): void {
  const rates1 = f32x4.splat(rate1)
  const rates2 = f32x4.splat(rate2)
  const alphas = f32x4.splat(alpha)
  const epsilons = f32x4.splat(epsilon)
  for (let i = 0; i < count; i += 4) {
    const lanes = count - i
    const at = <usize>i * FLOAT
    const g = v128.load(gradient + at)
    let m = v128.load(momentum + at)
    let v = v128.load(velocity + at)
    m = f32x4.add(m, f32x4.mul(f32x4.sub(g, m), rates1))
    v = f32x4.add(v, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v), rates2))
    const change = f32x4.div(f32x4.mul(m, alphas), f32x4.add(f32x4.sqrt(v), epsilons))
    storeLanes(momentum + at, m, lanes)
    storeLanes(velocity + at, v, lanes)
    storeLanes(weight + at, f32x4.sub(v128.load(weight + at), change), lanes)
  }
}

/**
 * {@link adam} on chosen rows of a table; the moments of the others stand still (LazyAdam).
 *
 * @param gradient `[count, columns]`
 * @param ids `[count]` int32, each once
 */
export function adamRows(
  weight: usize,
  momentum: usize,
  velocity: usize,
  gradient: usize,
  ids: usize,
  count: i32,
  columns: i32,
  rate1: f32,
  rate2: f32,
  alpha: f32,
  epsilon: f32,
): void {
  const rowBytes = <usize>columns * FLOAT
  for (let i = 0; i < count; i++) {
    const at = <usize>load<i32>(ids + <usize>i * FLOAT) * rowBytes
    adam(weight + at, momentum + at, velocity + at, gradient, columns, rate1, rate2, alpha, epsilon)
    gradient += rowBytes
  }
}

/**
 * {@link adam} on every row of a table; a row without a slot has a gradient of 0.
 *
 * @param gradient `[slots, columns]`
 * @param slotOfId `[rows]` int32: 0, or 1 + the row of `gradient`
 * @param zeros `[columns]` zeros
 */
export function adamTable(
  weight: usize,
  momentum: usize,
  velocity: usize,
  gradient: usize,
  slotOfId: usize,
  zeros: usize,
  rows: i32,
  columns: i32,
  rate1: f32,
  rate2: f32,
  alpha: f32,
  epsilon: f32,
): void {
  const rowBytes = <usize>columns * FLOAT
  for (let row = 0; row < rows; row++) {
    const slot = load<i32>(slotOfId + <usize>row * FLOAT)
    const from = slot == 0 ? zeros : gradient + <usize>(slot - 1) * rowBytes
    adam(weight, momentum, velocity, from, columns, rate1, rate2, alpha, epsilon)
    weight += rowBytes
    momentum += rowBytes
    velocity += rowBytes
  }
}
