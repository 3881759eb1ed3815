import { gemmPacked } from './gemm'
import { GruPlan, projectionOf, rowsAt, startAt } from './gru-plan'
import { backwardStepResetBefore, finishResetBefore, forwardStepResetBefore } from './gru-reset-before'
import { FLOAT, storeLanes } from './lanes'
import { sigmoid4, storeSigmoids, storeTanhs, tanh4 } from './vector-math'

/**
 * Sorted rows `low` to `high` through all steps (`reset_after=True`):
 *
 *     z = sigmoid(xz + hz + bz)    r = sigmoid(xr + hr + br)    c = hh + b'h    h~ = tanh(xh + bh + r * c)
 *     h = z * h + (1 - z) * h~
 *
 * Rows do not depend on each other, so threads may share them.
 */
export function gruForward(plan: GruPlan, low: i32, high: i32): void {
  const steps = plan.steps
  const stateBytes = <usize>plan.units * FLOAT
  clearRows(plan.last, low, high, stateBytes)
  for (let i = 0; i < steps; i++) {
    const step = plan.reverse ? steps - 1 - i : i
    const end = min(high, rowsAt(plan, step))
    const start = startAt(plan, step)
    // A row begins with a state of zeros: at step 0, or going backwards at its own last token.
    const beginning = i == 0 ? low : plan.reverse ? max(low, min(end, rowsAt(plan, step + 1))) : end
    clearRows(plan.previous, start + beginning, start + end, stateBytes)
    const next = plan.reverse ? step - 1 : step + 1
    const continuing = i + 1 == steps ? low : min(end, rowsAt(plan, next))
    const nextStart = i + 1 == steps ? 0 : startAt(plan, next)
    if (end > low) forwardStep(plan, low, end, start, continuing, nextStart)
  }
}

export function clearRows(base: usize, from: i32, to: i32, rowBytes: usize): void {
  if (to > from) memory.fill(base + <usize>from * rowBytes, 0, <usize>(to - from) * rowBytes)
}

function forwardStep(plan: GruPlan, low: i32, end: i32, start: i32, continuing: i32, nextStart: i32): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  const previous = plan.previous + <usize>(start + low) * part
  const gates = plan.gates + <usize>(start + low) * 4 * part
  if (plan.resetAfter) {
    gemmPacked(end - low, 3 * units, units, previous, units, 1, plan.recurrentPanels, gates, 4 * units, false)
  } else {
    forwardStepResetBefore(plan, end - low, start + low, previous, gates)
  }
  for (let row = low; row < end; row++) {
    const token = start + row
    const after = row < continuing ? plan.previous + <usize>(nextStart + row) * part : plan.last + <usize>row * part
    const step = <usize>(row - low) * part
    const x = projectionOf(plan, token)
    if (plan.resetAfter) forwardGates(units, x, plan.bias, gates + 4 * step, previous + step, after)
    else finishResetBefore(units, x, plan.bias, gates + 4 * step, previous + step, after)
    if (plan.sequence != 0) {
      memory.copy(plan.sequence + <usize>token * <usize>plan.sequenceStride * FLOAT, after, part)
    }
  }
}

/**
 * From products to gates to the new state, for one row: z and r of all units first, so that a processor has several of these
 * long chains of operations under way at a time.
 */
export function forwardGates(units: i32, x: usize, bias: usize, gates: usize, previous: usize, after: usize): void {
  const part = <usize>units * FLOAT
  let unit = 0
  for (; unit + 16 <= 2 * units; unit += 16) {
    const at = <usize>unit * FLOAT
    const first = gateInput(x + at, bias + at, gates + at)
    const second = gateInput(x + at + 16, bias + at + 16, gates + at + 16)
    const third = gateInput(x + at + 32, bias + at + 32, gates + at + 32)
    const fourth = gateInput(x + at + 48, bias + at + 48, gates + at + 48)
    storeSigmoids(gates + at, first, second, third, fourth)
  }
  for (; unit < 2 * units; unit += 4) {
    const at = <usize>unit * FLOAT
    storeLanes(gates + at, sigmoid4(gateInput(x + at, bias + at, gates + at)), 2 * units - unit)
  }
  x += 2 * part
  bias += 2 * part
  for (unit = 0; unit + 16 <= units; unit += 16) {
    const at = <usize>unit * FLOAT
    const gate = gates + at
    const first = candidateInput(x + at, bias + at, gate, part, 4)
    const second = candidateInput(x + at + 16, bias + at + 16, gate + 16, part, 4)
    const third = candidateInput(x + at + 32, bias + at + 32, gate + 32, part, 4)
    const fourth = candidateInput(x + at + 48, bias + at + 48, gate + 48, part, 4)
    storeTanhs(gate + 3 * part, first, second, third, fourth)
    for (let shift: usize = at; shift < at + 64; shift += 16) {
      v128.store(after + shift, nextState(gates + shift, v128.load(gates + 3 * part + shift), previous + shift))
    }
  }
  for (; unit < units; unit += 4) {
    const lanes = units - unit
    const at = <usize>unit * FLOAT
    const h = tanh4(candidateInput(x + at, bias + at, gates + at, part, lanes))
    storeLanes(gates + 3 * part + at, h, lanes)
    storeLanes(after + at, nextState(gates + at, h, previous + at), lanes)
  }
}

@inline
function gateInput(x: usize, bias: usize, product: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(x), v128.load(bias)), v128.load(product))
}

/** What h~ is the tanh of; stores c. */
@inline
function candidateInput(x: usize, bias: usize, gate: usize, part: usize, lanes: i32): v128 {
  const c = f32x4.add(v128.load(gate + 2 * part), v128.load(bias))
  storeLanes(gate + 2 * part, c, lanes)
  return f32x4.add(f32x4.add(v128.load(x), v128.load(bias + part)), f32x4.mul(v128.load(gate + part), c))
}

@inline
function nextState(z: usize, h: v128, previous: usize): v128 {
  const kept = f32x4.mul(v128.load(z), v128.load(previous))
  return f32x4.add(kept, f32x4.mul(f32x4.sub(f32x4.splat(1), v128.load(z)), h))
}

/** Sorted rows `low` to `high` backwards through all steps of {@link gruForward}: from `carry` to the gradients in `gates`. */
export function gruBackward(plan: GruPlan, low: i32, high: i32): void {
  const steps = plan.steps
  const units = plan.units
  const gateBytes = <usize>(4 * units) * FLOAT
  const carry = plan.carry + <usize>(low * units) * FLOAT
  for (let i = 0; i < steps; i++) {
    const step = plan.reverse ? i : steps - 1 - i
    const rows = min(high, rowsAt(plan, step)) - low
    if (rows <= 0) continue
    const token = startAt(plan, step) + low
    if (!plan.resetAfter) {
      backwardStepResetBefore(plan, rows, low, token, carry)
      continue
    }
    backwardGates(plan, rows, token, carry)
    const gradient = plan.gates + <usize>token * gateBytes
    gemmPacked(rows, units, 3 * units, gradient, 4 * units, 1, plan.transposedPanels, carry, units, true)
  }
}

/** The elementwise part of one step: gradients of the gates, and in `carry` what reaches the earlier state directly. */
function backwardGates(plan: GruPlan, rows: i32, token: i32, carry: usize): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  const one = f32x4.splat(1)
  let gates = plan.gates + <usize>token * 4 * part
  let previous = plan.previous + <usize>token * part
  const sequenceBytes = <usize>plan.sequenceStride * FLOAT
  let fromSequence = plan.sequenceGradient + <usize>token * sequenceBytes
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit
      const at = <usize>unit * FLOAT
      const gate = gates + at
      const z = v128.load(gate)
      const r = v128.load(gate + part)
      const c = v128.load(gate + 2 * part)
      const h = v128.load(gate + 3 * part)
      let outer = v128.load(carry + at)
      if (plan.sequenceGradient != 0) outer = f32x4.add(outer, v128.load(fromSequence + at))
      const notZ = f32x4.sub(one, z)
      const toZ = f32x4.mul(f32x4.mul(outer, f32x4.sub(v128.load(previous + at), h)), f32x4.mul(z, notZ))
      const toH = f32x4.mul(f32x4.mul(outer, notZ), f32x4.sub(one, f32x4.mul(h, h)))
      const toR = f32x4.mul(f32x4.mul(toH, c), f32x4.mul(r, f32x4.sub(one, r)))
      storeLanes(gate, toZ, lanes)
      storeLanes(gate + part, toR, lanes)
      storeLanes(gate + 2 * part, f32x4.mul(toH, r), lanes)
      storeLanes(gate + 3 * part, toH, lanes)
      storeLanes(carry + at, f32x4.mul(outer, z), lanes)
    }
    gates += 4 * part
    previous += part
    carry += part
    fromSequence += sequenceBytes
  }
}
