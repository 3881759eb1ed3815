import { FLOAT, storeLanes } from './lanes'
import { sigmoid4, tanh4 } from './vector-math'

/**
 * One time step of a GRU (`reset_after=True`, gates z, r, h) after both projections are known:
 *
 *     z = sigmoid(xz + bz + hz + b'z)        r = sigmoid(xr + br + hr + b'r)
 *     c = hh + b'h                           h~ = tanh(xh + bh + r * c)
 *     h = z * h + (1 - z) * h~
 *
 * @param gates `[rows, 3 * units]`: in x W, out (z, r, h~)
 * @param recurrent `[rows, 3 * units]`: h R
 * @param bias `[2, 3 * units]`: b, then b'
 * @param candidate `[rows, units]`: out c
 * @param state `[rows, units]`: in and out h
 */
export function gruStep(
  rows: i32,
  units: i32,
  gates: usize,
  recurrent: usize,
  bias: usize,
  candidate: usize,
  state: usize,
): void {
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < units; j += 4) {
      const lanes = units - j
      const at = <usize>j * FLOAT
      const gate = gates + at
      const projected = recurrent + at
      const inputBias = bias + at
      const recurrentBias = inputBias + 3 * part
      const z = sigmoid4(
        f32x4.add(
          f32x4.add(v128.load(gate), v128.load(inputBias)),
          f32x4.add(v128.load(projected), v128.load(recurrentBias)),
        ),
      )
      const r = sigmoid4(
        f32x4.add(
          f32x4.add(v128.load(gate + part), v128.load(inputBias + part)),
          f32x4.add(v128.load(projected + part), v128.load(recurrentBias + part)),
        ),
      )
      const c = f32x4.add(v128.load(projected + 2 * part), v128.load(recurrentBias + 2 * part))
      const h = tanh4(
        f32x4.add(f32x4.add(v128.load(gate + 2 * part), v128.load(inputBias + 2 * part)), f32x4.mul(r, c)),
      )
      const previous = v128.load(state + at)
      storeLanes(gate, z, lanes)
      storeLanes(gate + part, r, lanes)
      storeLanes(gate + 2 * part, h, lanes)
      storeLanes(candidate + at, c, lanes)
      storeLanes(state + at, f32x4.add(f32x4.mul(z, previous), f32x4.mul(f32x4.sub(one, z), h)), lanes)
    }
    gates += 3 * part
    recurrent += 3 * part
    candidate += part
    state += part
  }
}

/**
 * The same step backwards. What flows to the earlier state through R is left to a matrix product.
 *
 * @param gates `[rows, 3 * units]`: in (z, r, h~), out the gradients of x W + b
 * @param candidate `[rows, units]`: in c, out its gradient; those of the other two parts of h R + b' stand in `gates`
 * @param previous `[rows, units]`: h before the step
 * @param gradient `[rows, units]`: in that of h after the step, out the part that reaches the earlier h directly
 */
export function gruStepBackward(
  rows: i32,
  units: i32,
  gates: usize,
  candidate: usize,
  previous: usize,
  gradient: usize,
): void {
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < units; j += 4) {
      const lanes = units - j
      const at = <usize>j * FLOAT
      const gate = gates + at
      const z = v128.load(gate)
      const r = v128.load(gate + part)
      const h = v128.load(gate + 2 * part)
      const c = v128.load(candidate + at)
      const outer = v128.load(gradient + at)
      const notZ = f32x4.sub(one, z)
      const toZ = f32x4.mul(f32x4.mul(outer, f32x4.sub(v128.load(previous + at), h)), f32x4.mul(z, notZ))
      const toH = f32x4.mul(f32x4.mul(outer, notZ), f32x4.sub(one, f32x4.mul(h, h)))
      const toR = f32x4.mul(f32x4.mul(toH, c), f32x4.mul(r, f32x4.sub(one, r)))
      storeLanes(gate, toZ, lanes)
      storeLanes(gate + part, toR, lanes)
      storeLanes(gate + 2 * part, toH, lanes)
      storeLanes(candidate + at, f32x4.mul(toH, r), lanes)
      storeLanes(gradient + at, f32x4.mul(outer, z), lanes)
    }
    gates += 3 * part
    candidate += part
    previous += part
    gradient += part
  }
}
