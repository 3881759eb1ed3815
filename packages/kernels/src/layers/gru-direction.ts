import type { PackedBatch } from '../network/packed-batch.js'
import type { Parameter, WholeParameter } from '../network/parameter.js'
import { allocateParameter } from '../network/parameter.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import { gruPlanSize, writeGruPlan } from './gru-plan.js'
import { columnsPerTask, resetAfterRecurrence, resetBeforeRecurrence } from './gru-recurrence.js'
import type { Capacity, LayerContext } from './layer.js'

export interface GruDirectionOptions {
  /** `encoder/0/forward` and the like: what the names of its weights begin with. */
  readonly name: string
  readonly units: number
  /** Reads the rows from their last token to their first. */
  readonly reverse: boolean
  readonly resetAfter: boolean
}

/** One direction of a recurrent layer over packed rows. States are in the sorted order of {@link PackedBatch}. */
export interface GruDirection {
  readonly parameters: readonly Parameter[]
  /** `[inputs, 3 * units]` */
  readonly kernel: WholeParameter
  /** `[tokens, 4 * units]`: z, r, c, h~ of every token; after the backward pass their gradients. */
  readonly gates: Pointer
  /** `[batchSize, units]`: after the forward pass, every row's last state. */
  readonly last: Pointer
  /** `[batchSize, units]`: before the backward pass, the gradient of `last`; used up by it. */
  readonly carry: Pointer
  layout(capacity: Capacity): void
  /** Adds the tasks that rearrange the weights for {@link GruDirection.addForward} and what follows it. */
  addPacking(keep: boolean): void
  /** Adds the tasks that go through all steps, given x W of every token. */
  addForward(batch: PackedBatch, input: ProjectedInput, output: SequenceOutput, keep: boolean): void
  /** Adds the tasks that go back through all steps. */
  addBackward(batch: PackedBatch): void
  /** Adds the tasks for the gradients of recurrent kernel and bias. */
  addRecurrentGradients(tokens: number): void
  /** Completes the gradient of the bias, when those tasks have run. */
  finishBiasGradient(): void
}

/** x W, without bias. */
export interface ProjectedInput {
  readonly values: Pointer
  /** Elements between rows. */
  readonly stride: number
  /** `[tokens]` int32: row of a token; 0 when token i has row i. */
  readonly index: Pointer
}

/** Where the states of all tokens go, if anywhere. */
export interface SequenceOutput {
  readonly values: Pointer
  readonly gradient: Pointer
  /** Elements between tokens. */
  readonly stride: number
}

const floatBytes = 4
/** Sorted rows that one task takes through all steps: full tiles of five, and two tasks a direction at a batch of 32. */
const rowsPerTask = 20

/**
 * A GRU with gates in the order z, r, h.
 *
 * Both directions walk the same packed rows, one from step 0 up and one from the last step down: a row that is shorter
 * than the longest keeps its last state, or its state of zeros, while the walk is at steps that it does not have.
 *
 * @see https://keras.io/api/layers/recurrent_layers/gru/
 */
export function createGruDirection(
  context: LayerContext,
  inputs: number,
  { name, units, reverse, resetAfter }: GruDirectionOptions,
): GruDirection {
  const { arena, kernels, tasks, training } = context
  const kernel = allocateParameter(arena, `${name}/kernel`, [inputs, 3 * units], training)
  const recurrence = (resetAfter ? resetAfterRecurrence : resetBeforeRecurrence)(context, name, units)
  const stepBias = arena.allocate(4 * units)
  const biasSums = training ? arena.allocate(4 * units) : 0
  const plan = arena.allocate(gruPlanSize)
  let gates = 0
  let previous = 0
  let last = 0
  let carry = 0
  let resetGradient = 0

  function addRowTasks(kind: number, batchSize: number): void {
    for (let row = 0; row < batchSize; row += rowsPerTask) {
      tasks.add(kind, plan, row, Math.min(row + rowsPerTask, batchSize))
    }
  }

  return {
    parameters: [kernel, recurrence.kernel, recurrence.bias],
    kernel,
    get gates() {
      return gates
    },
    get last() {
      return last
    },
    get carry() {
      return carry
    },
    layout({ tokens, batchSize }) {
      previous = arena.allocate((training ? tokens : 0) * units)
      last = arena.allocate(batchSize * units)
      gates = arena.allocate((training ? tokens : batchSize) * 4 * units)
      if (!training) return
      carry = arena.allocate(batchSize * units)
      if (!resetAfter) resetGradient = arena.allocate(batchSize * units)
    },
    addPacking(keep) {
      recurrence.writeStepBias(stepBias)
      recurrence.addPacking(keep)
    },
    addForward(batch, input, output, keep) {
      writeGruPlan(arena.int32, plan, {
        steps: batch.steps,
        rowsAtStep: batch.rowsAtStepPointer,
        startOfStep: batch.startOfStepPointer,
        reverse,
        units,
        projection: input.values,
        projectionStride: input.stride,
        index: input.index,
        ...recurrence.plan,
        bias: stepBias,
        gates,
        previous,
        last,
        sequence: output.values,
        sequenceStride: output.stride,
        carry,
        sequenceGradient: output.gradient,
        resetGradient,
      })
      addRowTasks((keep ? kernels.GRU_FORWARD : kernels.GRU_PREDICT).value, batch.batchSize)
    },
    addBackward(batch) {
      addRowTasks(kernels.GRU_BACKWARD.value, batch.batchSize)
    },
    addRecurrentGradients(tokens) {
      recurrence.addKernelGradient(tokens, gates, previous)
      for (let column = 0; column < 4 * units; column += 2 * columnsPerTask) {
        const count = Math.min(2 * columnsPerTask, 4 * units - column)
        const shift = column * floatBytes
        tasks.add(kernels.COLUMN_SUMS.value, biasSums + shift, gates + shift, tokens, count, 4 * units)
      }
    },
    finishBiasGradient() {
      recurrence.writeBiasGradient(biasSums)
    },
  }
}
