import { gemmPacked } from './gemm'
import { GruPlan, projectionOf } from './gru-plan'
import { FLOAT, storeLanes } from './lanes'
import { sigmoid4, tanh4 } from './vector-math'

// The GRU of Cho et al. (2014), https://arxiv.org/abs/1406.1078, which Keras calls `reset_after=False`:
//
//     z = sigmoid(xz + hz)    r = sigmoid(xr + hr)    h~ = tanh(xh + (r * h) R)    h = z * h + (1 - z) * h~
//
// It needs two products a step, one behind the other.

/** Gates z and r and r * h of some rows, and the product of the latter in the place of h~. */
export function forwardStepResetBefore(plan: GruPlan, rows: i32, token: i32, previous: usize, gates: usize): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  gemmPacked(rows, 2 * units, units, previous, units, 1, plan.recurrentPanels, gates, 4 * units, false)
  for (let row = 0; row < rows; row++) {
    const x = projectionOf(plan, token + row)
    const gate = gates + <usize>row * 4 * part
    const before = previous + <usize>row * part
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit
      const at = <usize>unit * FLOAT
      const inputZ = f32x4.add(v128.load(x + at), v128.load(plan.bias + at))
      const inputR = f32x4.add(v128.load(x + part + at), v128.load(plan.bias + part + at))
      const z = sigmoid4(f32x4.add(inputZ, v128.load(gate + at)))
      const r = sigmoid4(f32x4.add(inputR, v128.load(gate + part + at)))
      storeLanes(gate + at, z, lanes)
      storeLanes(gate + part + at, r, lanes)
      storeLanes(gate + 2 * part + at, f32x4.mul(r, v128.load(before + at)), lanes)
    }
  }
  const reset = gates + 2 * part
  gemmPacked(rows, units, units, reset, 4 * units, 1, plan.candidatePanels, gates + 3 * part, 4 * units, false)
}

/** From there to h~ and the new state, for one row. */
export function finishResetBefore(
  units: i32,
  x: usize,
  bias: usize,
  gates: usize,
  previous: usize,
  after: usize,
): void {
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  for (let unit = 0; unit < units; unit += 4) {
    const lanes = units - unit
    const at = <usize>unit * FLOAT
    const candidate = f32x4.add(v128.load(x + 2 * part + at), v128.load(bias + 3 * part + at))
    const z = v128.load(gates + at)
    const h = tanh4(f32x4.add(candidate, v128.load(gates + 3 * part + at)))
    storeLanes(gates + 3 * part + at, h, lanes)
    const kept = f32x4.mul(z, v128.load(previous + at))
    storeLanes(after + at, f32x4.add(kept, f32x4.mul(f32x4.sub(one, z), h)), lanes)
  }
}

/** One step backwards for some rows: gradients of z, r and h~ in their places, r * h untouched. */
export function backwardStepResetBefore(plan: GruPlan, rows: i32, low: i32, token: i32, carry: usize): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  const gates = plan.gates + <usize>token * 4 * part
  const previous = plan.previous + <usize>token * part
  const reset = plan.resetGradient + <usize>low * part
  backwardCandidate(plan, rows, token, gates, previous, carry)
  const toH = gates + 3 * part
  gemmPacked(rows, units, units, toH, 4 * units, 1, plan.candidateTransposedPanels, reset, units, false)
  backwardReset(units, rows, gates, previous, reset, carry)
  gemmPacked(rows, units, 2 * units, gates, 4 * units, 1, plan.transposedPanels, carry, units, true)
}

function backwardCandidate(plan: GruPlan, rows: i32, token: i32, gates: usize, previous: usize, carry: usize): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  const sequenceBytes = <usize>plan.sequenceStride * FLOAT
  let fromSequence = plan.sequenceGradient + <usize>token * sequenceBytes
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit
      const at = <usize>unit * FLOAT
      const z = v128.load(gates + at)
      const h = v128.load(gates + 3 * part + at)
      let outer = v128.load(carry + at)
      if (plan.sequenceGradient != 0) outer = f32x4.add(outer, v128.load(fromSequence + at))
      const notZ = f32x4.sub(one, z)
      const toZ = f32x4.mul(f32x4.mul(outer, f32x4.sub(v128.load(previous + at), h)), f32x4.mul(z, notZ))
      storeLanes(gates + at, toZ, lanes)
      storeLanes(gates + 3 * part + at, f32x4.mul(f32x4.mul(outer, notZ), f32x4.sub(one, f32x4.mul(h, h))), lanes)
      storeLanes(carry + at, f32x4.mul(outer, z), lanes)
    }
    gates += 4 * part
    previous += part
    carry += part
    fromSequence += sequenceBytes
  }
}

/** @param reset gradient of r * h */
function backwardReset(units: i32, rows: i32, gates: usize, previous: usize, reset: usize, carry: usize): void {
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit
      const at = <usize>unit * FLOAT
      const r = v128.load(gates + part + at)
      const gradient = v128.load(reset + at)
      const toR = f32x4.mul(f32x4.mul(gradient, v128.load(previous + at)), f32x4.mul(r, f32x4.sub(one, r)))
      storeLanes(gates + part + at, toR, lanes)
      storeLanes(carry + at, f32x4.add(v128.load(carry + at), f32x4.mul(gradient, r)), lanes)
    }
    gates += 4 * part
    previous += part
    reset += part
    carry += part
  }
}
