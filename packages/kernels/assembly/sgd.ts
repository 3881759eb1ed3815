import { FLOAT, storeLanes } from './lanes'
import { updateRows, updateTable } from './table-update'

/** What a step of stochastic gradient descent needs beside its tensors: float32 in this order. */
@unmanaged
export class SgdSettings {
  /** Factor of every gradient; 1 without clipping. */
  gradientScale: f32
  learningRate: f32
  /** 0 for none: then there is no slot. */
  momentum: f32
  /** 1 for Nesterov momentum, otherwise 0. */
  nesterov: f32

  /**
   * Stochastic gradient descent in Keras' order of operations, on `count` float32. Without momentum `w -= g * learningRate`;
   * with it
   *
   *     m = m * momentum - g * learningRate
   *     w += m                                    or, with Nesterov momentum,
   *     w += m * momentum - g * learningRate
   *
   * @see https://github.com/keras-team/keras/blob/v3.15.1/keras/src/optimizers/sgd.py
   */
  update(weight: usize, momentum: usize, _slot1: usize, _slot2: usize, gradient: usize, count: i32): void {
    const scales = f32x4.splat(this.gradientScale)
    const learningRates = f32x4.splat(this.learningRate)
    const momentums = f32x4.splat(this.momentum)
    const remembers = this.momentum != 0
    const looksAhead = this.nesterov != 0
    for (let i = 0; i < count; i += 4) {
      const lanes = count - i
      const at = <usize>i * FLOAT
      const w = v128.load(weight + at)
      const step = f32x4.mul(f32x4.mul(v128.load(gradient + at), scales), learningRates)
      if (remembers) {
        const m = f32x4.sub(f32x4.mul(v128.load(momentum + at), momentums), step)
        storeLanes(momentum + at, m, lanes)
        const change = looksAhead ? f32x4.sub(f32x4.mul(m, momentums), step) : m
        storeLanes(weight + at, f32x4.add(w, change), lanes)
      } else {
        storeLanes(weight + at, f32x4.sub(w, step), lanes)
      }
    }
  }
}

/** Gradient descent on `count` elements; `slot0` is Keras' momentum. See {@link SgdSettings.update}. */
export function sgd(
  settings: SgdSettings,
  weight: usize,
  slot0: usize,
  slot1: usize,
  slot2: usize,
  gradient: usize,
  count: i32,
): void {
  settings.update(weight, slot0, slot1, slot2, gradient, count)
}

/** Gradient descent on chosen rows of a table. See {@link updateRows}. */
export function sgdRows(
  settings: SgdSettings,
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
  updateRows<SgdSettings>(settings, weight, slot0, slot1, slot2, gradient, ids, frozen, count, columns)
}

/** Gradient descent on every row of a table. See {@link updateTable}. */
export function sgdTable(
  settings: SgdSettings,
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
  updateTable<SgdSettings>(settings, weight, slot0, slot1, slot2, gradient, slotOfId, zeros, frozen, rows, columns)
}
