import { gemmPacked } from './gemm'
import { clearRows, forwardGates } from './gru'
import { GruPlan, projectionOf, rowsAt, startAt } from './gru-plan'
import { finishResetBefore, forwardStepResetBefore } from './gru-reset-before'
import { FLOAT } from './lanes'

/**
 * What `gruForward` computes, to the same bits, when there is no way back: the states are in `last` from the first step on
 * and `gates` is used again at every step, so both stay in the first-level cache. A row that has ended keeps its state, and
 * going backwards one that has not begun keeps its zeros.
 */
export function gruPredict(plan: GruPlan, low: i32, high: i32): void {
  const steps = plan.steps
  const units = plan.units
  const part = <usize>units * FLOAT
  const states = plan.last + <usize>low * part
  const gates = plan.gates + <usize>low * 4 * part
  clearRows(plan.last, low, high, part)
  for (let i = 0; i < steps; i++) {
    const step = plan.reverse ? steps - 1 - i : i
    const rows = min(high, rowsAt(plan, step)) - low
    if (rows <= 0) continue
    const token = startAt(plan, step) + low
    touchRows(plan, rows, token)
    if (plan.resetAfter) {
      gemmPacked(rows, 3 * units, units, states, units, 1, plan.recurrentPanels, gates, 4 * units, false)
    } else {
      forwardStepResetBefore(plan, rows, token, states, gates)
    }
    finishStep(plan, rows, token, states, gates)
  }
}

/**
 * Reads a number of every cache line that {@link finishStep} is going to read of x W. Rows of it lie anywhere in a large
 * table: here a processor waits for many of them at once, there for a few (measured: a step takes a tenth less time).
 */
function touchRows(plan: GruPlan, rows: i32, token: i32): void {
  const bytes = <usize>(3 * plan.units) * FLOAT
  for (let row = 0; row < rows; row++) {
    const x = projectionOf(plan, token + row)
    for (let at: usize = 0; at < bytes; at += 64) load<i32>(x + at)
  }
}

function finishStep(plan: GruPlan, rows: i32, token: i32, state: usize, gates: usize): void {
  const units = plan.units
  const part = <usize>units * FLOAT
  let sequence = plan.sequence + <usize>token * <usize>plan.sequenceStride * FLOAT
  for (let row = 0; row < rows; row++) {
    const x = projectionOf(plan, token + row)
    if (plan.resetAfter) forwardGates(units, x, plan.bias, gates, state, state)
    else finishResetBefore(units, x, plan.bias, gates, state, state)
    if (plan.sequence != 0) memory.copy(sequence, state, part)
    sequence += <usize>plan.sequenceStride * FLOAT
    state += part
    gates += 4 * part
  }
}
