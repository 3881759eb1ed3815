import { FLOAT, storeLanes } from './lanes'
import { updateRows, updateTable } from './table-update'

/** What an RMSprop step needs beside its tensors: float32 in this order. */
@unmanaged
export class RmspropSettings {
  /** Factor of every gradient; 1 without clipping. */
  gradientScale: f32
  learningRate: f32
  rho: f32
  /** 1 - rho */
  rate: f32
  /** 0 for none: then there is no slot of it. */
  momentum: f32
  epsilon: f32
  /** 1 to divide by the variance, 0 to divide by the mean square: then there is no average gradient. */
  centered: f32

  /**
   * RMSprop in Keras' order of operations, on `count` float32:
   *
   *     v = rho * v + (1 - rho) * g * g           a = rho * a + (1 - rho) * g        (a only when centered)
   *     change = learningRate * g / sqrt(v - a * a + epsilon)
   *     m = momentum * m + change     w -= m      or, without momentum,     w -= change
   *
   * One difference: where rounding makes the variance `v - a * a` negative it counts as 0. Keras then takes the root of
   * a smaller number than epsilon, or of a negative one, and the weight is lost.
   *
   * @see https://github.com/keras-team/keras/blob/v3.15.1/keras/src/optimizers/rmsprop.py
   */
  update(weight: usize, velocity: usize, momentum: usize, average: usize, gradient: usize, count: i32): void {
    const scales = f32x4.splat(this.gradientScale)
    const learningRates = f32x4.splat(this.learningRate)
    const rhos = f32x4.splat(this.rho)
    const rates = f32x4.splat(this.rate)
    const momentums = f32x4.splat(this.momentum)
    const epsilons = f32x4.splat(this.epsilon)
    const remembers = this.momentum != 0
    const centers = this.centered != 0
    for (let i = 0; i < count; i += 4) {
      const lanes = count - i
      const at = <usize>i * FLOAT
      const g = f32x4.mul(v128.load(gradient + at), scales)
      const v = f32x4.add(f32x4.mul(rhos, v128.load(velocity + at)), f32x4.mul(rates, f32x4.mul(g, g)))
      storeLanes(velocity + at, v, lanes)
      let spread = v
      if (centers) {
        const a = f32x4.add(f32x4.mul(rhos, v128.load(average + at)), f32x4.mul(rates, g))
        storeLanes(average + at, a, lanes)
        spread = f32x4.max(f32x4.sub(v, f32x4.mul(a, a)), f32x4.splat(0))
      }
      let change = f32x4.div(f32x4.mul(learningRates, g), f32x4.sqrt(f32x4.add(spread, epsilons)))
      if (remembers) {
        change = f32x4.add(f32x4.mul(momentums, v128.load(momentum + at)), change)
        storeLanes(momentum + at, change, lanes)
      }
      storeLanes(weight + at, f32x4.sub(v128.load(weight + at), change), lanes)
    }
  }
}

/**
 * RMSprop on `count` elements; `slot0` is Keras' velocity, `slot1` its momentum and `slot2` its average gradient. See
 * {@link RmspropSettings.update}.
 */
export function rmsprop(
  settings: RmspropSettings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  count: i32,
): void {
  settings.update(weight, slot0, slot1, slot2, gradient, count)
}

/** RMSprop on chosen rows of a table; the slots of the others stand still. See {@link updateRows}. */
export function rmspropRows(
  settings: RmspropSettings,
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
  updateRows<RmspropSettings>(settings, weight, slot0, slot1, slot2, gradient, ids, frozen, count, columns)
}

/** RMSprop on every row of a table. See {@link updateTable}. */
export function rmspropTable(
  settings: RmspropSettings,
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
  updateTable<RmspropSettings>(settings, weight, slot0, slot1, slot2, gradient, slotOfId, zeros, frozen, rows, columns)
}
