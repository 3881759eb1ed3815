import { FLOAT } from './lanes'

/**
 * One direction of a GRU layer over one packed batch: addresses, sizes, and nothing else. Written by
 * src/layers/gru-plan.ts, field by field in this order.
 *
 * Per token there are four parts of `units` elements: forward z, r, c, h~ (c being the recurrent part of the candidate,
 * before the reset gate), backward their gradients. The first three are what goes through the recurrent kernel. Without
 * `resetAfter` the third part is r * h, forward and backward.
 */
@unmanaged
export class GruPlan {
  /** Tokens of the longest row. */
  steps: i32
  /** `[steps]` int32: rows that have a token at a step. Rows are sorted by length, longest first. */
  rowsAtStep: usize
  /** `[steps]` int32: where the tokens of a step begin. */
  startOfStep: usize
  /** 1 to read rows from their last token to their first. */
  reverse: i32
  units: i32
  /** `[rows, 3 * units]`: x W, without bias, rows `projectionStride` elements apart. */
  projection: usize
  projectionStride: i32
  /** `[tokens]` int32: row of `projection` of a token; 0 when token i has row i. */
  index: usize
  /** 0 when the reset gate applies before the product with the recurrent kernel. */
  resetAfter: i32
  /** The recurrent kernel, `[units, 3 * units]`, as `packPanels` leaves it; without `resetAfter` only z and r of it. */
  recurrentPanels: usize
  /** Without `resetAfter`: what of the recurrent kernel belongs to h, `[units, units]`. */
  candidatePanels: usize
  /** `[4 * units]`: both biases of z, of r, the recurrent bias of h, the input bias of h; what there is not is 0. */
  bias: usize
  /** `[tokens, 4 * units]`; for a prediction `[batch, 4 * units]`, used again at every step. */
  gates: usize
  /** `[tokens, units]`: the state before a token. Not for a prediction. */
  previous: usize
  /** `[batch, units]` in sorted order: the last state of every row. */
  last: usize
  /** Where the states of all tokens go, `sequenceStride` elements apart; 0 when nobody wants them. */
  sequence: usize
  sequenceStride: i32
  /** The recurrent kernel's transpose as `packPanels` leaves it. */
  transposedPanels: usize
  candidateTransposedPanels: usize
  /** `[batch, units]` in sorted order: the gradient of `last`; used up. */
  carry: usize
  /** Gradient of `sequence`, with its stride; 0 when there is none. */
  sequenceGradient: usize
  /** Without `resetAfter`: `[batch, units]` to work in. */
  resetGradient: usize
}

/** Where x W of a token begins. */
export function projectionOf(plan: GruPlan, token: i32): usize {
  const row = plan.index == 0 ? token : load<i32>(plan.index + <usize>token * FLOAT)
  return plan.projection + <usize>row * <usize>plan.projectionStride * FLOAT
}

@inline
export function rowsAt(plan: GruPlan, step: i32): i32 {
  return load<i32>(plan.rowsAtStep + <usize>step * FLOAT)
}

/** The first token of a step. */
@inline
export function startAt(plan: GruPlan, step: i32): i32 {
  return load<i32>(plan.startOfStep + <usize>step * FLOAT)
}
