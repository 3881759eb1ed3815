import { FLOAT, storeLanes } from './lanes'
import { updateRows, updateTable } from './table-update'

/** What an Adam step needs beside its tensors: float32 in this order. */
@unmanaged
export class AdamSettings {
  /** Factor of every gradient; 1 without clipping. */
  gradientScale: f32
  /** 1 - beta1 */
  rate1: f32
  /** 1 - beta2 */
  rate2: f32
  /** learning rate * sqrt(1 - beta2^t) / (1 - beta1^t) */
  alpha: f32
  epsilon: f32
  learningRate: f32
  /** 0 for plain Adam. */
  weightDecay: f32

  /**
   * Adam in Keras' order of operations, on `count` float32:
   *
   *     w -= w * weightDecay * learningRate
   *     m += (g - m) * (1 - beta1)      v += (g * g - v) * (1 - beta2)      w -= m * alpha / (sqrt(v) + epsilon)
   *
   * @see https://github.com/keras-team/keras/blob/v3.15.1/keras/src/optimizers/adam.py
   */
  update(weight: usize, momentum: usize, velocity: usize, _slot2: usize, gradient: usize, count: i32): void {
    const scales = f32x4.splat(this.gradientScale)
    const rates1 = f32x4.splat(this.rate1)
    const rates2 = f32x4.splat(this.rate2)
    const alphas = f32x4.splat(this.alpha)
    const epsilons = f32x4.splat(this.epsilon)
    const learningRates = f32x4.splat(this.learningRate)
    const decays = f32x4.splat(this.weightDecay)
    const shrinks = this.weightDecay != 0
    for (let i = 0; i < count; i += 4) {
      const lanes = count - i
      const at = <usize>i * FLOAT
      const g = f32x4.mul(v128.load(gradient + at), scales)
      let m = v128.load(momentum + at)
      let v = v128.load(velocity + at)
      let w = v128.load(weight + at)
      if (shrinks) w = f32x4.sub(w, f32x4.mul(f32x4.mul(w, decays), learningRates))
      m = f32x4.add(m, f32x4.mul(f32x4.sub(g, m), rates1))
      v = f32x4.add(v, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v), rates2))
      const change = f32x4.div(f32x4.mul(m, alphas), f32x4.add(f32x4.sqrt(v), epsilons))
      storeLanes(momentum + at, m, lanes)
      storeLanes(velocity + at, v, lanes)
      storeLanes(weight + at, f32x4.sub(w, change), lanes)
    }
  }
}

/** Adam on `count` elements; `slot0` is Keras' momentum, `slot1` its velocity. See {@link AdamSettings.update}. */
export function adam(
  settings: AdamSettings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  count: i32,
): void {
  settings.update(weight, slot0, slot1, slot2, gradient, count)
}

/** Adam on chosen rows of a table; the moments of the others stand still (LazyAdam). See {@link updateRows}. */
export function adamRows(
  settings: AdamSettings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  ids: usize,
  frozen: usize,
  count: i32,
  columns: i32,
): void {
  updateRows<AdamSettings>(settings, weight, slot0, slot1, slot2, gradient, ids, frozen, count, columns)
}

/** Adam on every row of a table. See {@link updateTable}. */
export function adamTable(
  settings: AdamSettings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  slotOfId: usize,
  zeros: usize,
  frozen: usize,
  rows: i32,
  columns: i32,
): void {
  updateTable<AdamSettings>(settings, weight, slot0, slot1, slot2, gradient, slotOfId, zeros, frozen, rows, columns)
}
