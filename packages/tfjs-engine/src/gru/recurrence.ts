import type { Side } from '../arranged-batch.js'
import type { Matrix } from '../matrix.js'
import type { Tensor } from '../tfjs.js'

/**
 * Makes z of a GRU exactly 1 at padding, so that the state is carried unchanged and gradients pass: no masks in the loop
 * (docs/decisions/0004-pad-gate.md). Larger than any pre-activation of a network that has not diverged, and within
 * half floats.
 */
export const padGate = 10_000

/** What the steps of a layer get from its inputs, both directions side by side. */
export interface StepInputs {
  /** Of each step, `[batchSize, 2 * gateColumns]`: what is added before the gates. */
  readonly gates: readonly Tensor[]
  /** Of each step, `[batchSize, 2 * units]`: what is added to the candidate. */
  readonly candidates: readonly Tensor[]
}

/** What the way back needs of the way forward. */
export interface Walk {
  /** `[batchSize, 2 * units]` each: the state before every step and after the last. */
  readonly states: readonly Tensor[]
  /** Tensors of every step that only the same recurrence knows; empty when nothing was to be kept. */
  readonly kept: readonly (readonly Tensor[])[]
}

/** Where the gradient enters. */
export interface OuterGradient {
  /** `[batchSize, 2 * units]`, of the last state. */
  readonly last?: Tensor
  /** Of the state after each step. */
  readonly steps?: readonly Tensor[]
}

/** What the way back leaves. */
export interface WalkGradients {
  /** `[steps * batchSize, 2, gradientColumns]`: the gradient before the gates. */
  readonly gates: Tensor
  /** `[steps * batchSize, 2, units]` each: what the gradients of the recurrent kernel are products with. */
  readonly factors: readonly Tensor[]
}

/** The loop over time of one kind of GRU, on the weights of one step. Its tensors belong to the `tidy` around it. */
export interface Recurrence {
  walk(inputs: StepInputs, keep: boolean): Walk
  walkBack(walk: Walk, outer: OuterGradient): WalkGradients
}

/** What the kinds of GRU differ in besides their loop: which columns stand where. */
export interface RecurrenceLayout {
  /** Columns of the gates that a step adds, a direction. */
  readonly gateColumns: number
  /** Columns of {@link WalkGradients.gates}, a direction. */
  readonly gradientColumns: number
  /** `[inputs + 2, gateColumns]`: from inputs and flags to {@link StepInputs.gates}. */
  gateInput(side: Side): Matrix
  /** `[inputs + 2, units]`: from inputs and flags to {@link StepInputs.candidates}. */
  candidateInput(side: Side): Matrix
  /** `[gradientColumns, inputs]`: from the gradient before the gates to that of the inputs. */
  inputTransposed(side: Side): Matrix
  /** The names of the products that give a direction's gradients, and where they go. */
  writeGradients(side: Side, products: DirectionProducts): void
}

/** Products over all tokens, each with the gradient before the gates: `[rows, gradientColumns]`. */
export interface DirectionProducts {
  /** Rows: inputs, then the flag of tokens, then that of padding. */
  readonly inputs: Float32Array
  /** One for each of {@link WalkGradients.factors}; rows: units. */
  readonly factors: readonly Float32Array[]
}
