import type { Pointer } from '../wasm/kernel-exports.js'

/** What the kernels are told of one direction; each field is explained in assembly/gru-plan.ts, in the same order. */
export interface GruPlan {
  readonly steps: number
  readonly rowsAtStep: Pointer
  readonly startOfStep: Pointer
  readonly reverse: boolean
  readonly units: number
  readonly projection: Pointer
  readonly projectionStride: number
  readonly index: Pointer
  readonly resetAfter: boolean
  readonly recurrentPanels: Pointer
  readonly candidatePanels: Pointer
  readonly bias: Pointer
  readonly gates: Pointer
  readonly previous: Pointer
  readonly last: Pointer
  readonly sequence: Pointer
  readonly sequenceStride: number
  readonly transposedPanels: Pointer
  readonly candidateTransposedPanels: Pointer
  readonly carry: Pointer
  readonly sequenceGradient: Pointer
  readonly resetGradient: Pointer
}

/** Elements of 4 bytes that a plan takes. */
export const gruPlanSize = 22

/** Writes a plan where the kernels read it. */
export function writeGruPlan(memory: Int32Array, pointer: Pointer, plan: GruPlan): void {
  let at = pointer / 4
  memory[at++] = plan.steps
  memory[at++] = plan.rowsAtStep
  memory[at++] = plan.startOfStep
  memory[at++] = plan.reverse ? 1 : 0
  memory[at++] = plan.units
  memory[at++] = plan.projection
  memory[at++] = plan.projectionStride
  memory[at++] = plan.index
  memory[at++] = plan.resetAfter ? 1 : 0
  memory[at++] = plan.recurrentPanels
  memory[at++] = plan.candidatePanels
  memory[at++] = plan.bias
  memory[at++] = plan.gates
  memory[at++] = plan.previous
  memory[at++] = plan.last
  memory[at++] = plan.sequence
  memory[at++] = plan.sequenceStride
  memory[at++] = plan.transposedPanels
  memory[at++] = plan.candidateTransposedPanels
  memory[at++] = plan.carry
  memory[at++] = plan.sequenceGradient
  memory[at++] = plan.resetGradient
}
