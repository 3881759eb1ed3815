import type { PackedBatch } from '../network/packed-batch.js'
import type { Parameter } from '../network/parameter.js'
import { allocateParameter } from '../network/parameter.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import type { Capacity, LayerContext, Signal } from './layer.js'

export interface GruDirectionOptions {
  /** `encoder/0/forward` and the like: what the names of its weights begin with. */
  readonly name: string
  readonly units: number
  /** Reads the rows from their last token to their first. */
  readonly reverse: boolean
}

/** One direction of a recurrent layer over packed rows. States are in the sorted order of {@link PackedBatch}. */
export interface GruDirection {
  readonly parameters: readonly Parameter[]
  /** `[batchSize, units]`: after the forward pass, every row's last state. */
  readonly state: Pointer
  /** `[batchSize, units]`: before the backward pass, the gradient of `state`; destroyed by it. */
  readonly stateGradient: Pointer
  /** @param gates Room for `[tokens, 3 * units]`, untouched by others until the backward pass is done. */
  layout(capacity: Capacity, gates: Pointer): void
  forward(batch: PackedBatch, keep: boolean): void
  /** @param accumulate Adds to the input's gradient instead of setting it. */
  backward(batch: PackedBatch, accumulate: boolean): void
}

const floatBytes = 4

/**
 * A GRU with `reset_after=True` and gates in the order z, r, h. The input projection of all steps is one matrix product,
 * as are the gradients of the weights; what remains in the loop over time is one product with the recurrent kernel.
 *
 * Both directions walk the same packed rows, one from step 0 up and one from the last step down: a row that is shorter
 * than the longest keeps its last state, or its state of zeros, while the walk is at steps that it does not have.
 *
 * @see https://keras.io/api/layers/recurrent_layers/gru/
 */
export function createGruDirection(context: LayerContext, input: Signal, options: GruDirectionOptions): GruDirection {
  const { arena, kernels, training } = context
  const { name, units, reverse } = options
  const inputs = input.columns
  const gateColumns = 3 * units
  const rowBytes = units * floatBytes
  const kernel = allocateParameter(arena, `${name}/kernel`, [inputs, gateColumns], training)
  const recurrentKernel = allocateParameter(arena, `${name}/recurrent_kernel`, [units, gateColumns], training)
  const bias = allocateParameter(arena, `${name}/bias`, [2, gateColumns], training)
  const kernelTransposed = input.wantsGradient ? arena.allocate(kernel.size) : 0
  const recurrentTransposed = training ? arena.allocate(recurrentKernel.size) : 0
  // Buffers of a batch; `candidates` and `previous` hold every step when training.
  let gates = 0
  let projected = 0
  let candidates = 0
  let previous = 0
  let state = 0
  let stateGradient = 0

  function projectInput(tokens: number): void {
    kernels.gemm(tokens, gateColumns, inputs, input.value, inputs, 1, kernel.value, gateColumns, gates, gateColumns, 0)
  }

  function step(rows: number, start: number, keep: boolean): void {
    const weight = recurrentKernel.value
    kernels.gemm(rows, gateColumns, units, state, units, 1, weight, gateColumns, projected, gateColumns, 0)
    if (keep) {
      arena.float32.copyWithin(
        (previous + start * rowBytes) / floatBytes,
        state / floatBytes,
        state / floatBytes + rows * units,
      )
    }
    const candidate = training ? candidates + start * rowBytes : candidates
    kernels.gruStep(rows, units, gates + start * 3 * rowBytes, projected, bias.value, candidate, state)
  }

  function stepBackward(rows: number, start: number): void {
    const gate = gates + start * 3 * rowBytes
    const candidate = candidates + start * rowBytes
    const fromCandidate = recurrentTransposed + 2 * units * rowBytes
    kernels.gruStepBackward(rows, units, gate, candidate, previous + start * rowBytes, stateGradient)
    kernels.gemm(rows, units, 2 * units, gate, gateColumns, 1, recurrentTransposed, units, stateGradient, units, 1)
    kernels.gemm(rows, units, units, candidate, units, 1, fromCandidate, units, stateGradient, units, 1)
  }

  function weightGradients(tokens: number): void {
    const toKernel = kernel.gradient
    const toRecurrent = recurrentKernel.gradient
    const toBias = bias.gradient
    const toRecurrentBias = toBias + 3 * rowBytes
    kernels.gemm(inputs, gateColumns, tokens, input.value, 1, inputs, gates, gateColumns, toKernel, gateColumns, 0)
    kernels.gemm(units, 2 * units, tokens, previous, 1, units, gates, gateColumns, toRecurrent, gateColumns, 0)
    const toCandidate = toRecurrent + 2 * rowBytes
    kernels.gemm(units, units, tokens, previous, 1, units, candidates, units, toCandidate, gateColumns, 0)
    kernels.columnSums(toBias, gates, tokens, gateColumns, gateColumns)
    // The two biases of z and r are added to each other, so their gradients are the same.
    arena.float32.copyWithin(toRecurrentBias / floatBytes, toBias / floatBytes, toBias / floatBytes + 2 * units)
    kernels.columnSums(toRecurrentBias + 2 * rowBytes, candidates, tokens, units, units)
  }

  return {
    parameters: [kernel, recurrentKernel, bias],
    get state() {
      return state
    },
    get stateGradient() {
      return stateGradient
    },
    layout({ tokens, batchSize }, gatesBuffer) {
      gates = gatesBuffer
      projected = arena.allocate(batchSize * gateColumns)
      state = arena.allocate(batchSize * units)
      candidates = arena.allocate((training ? tokens : batchSize) * units)
      if (!training) return
      previous = arena.allocate(tokens * units)
      stateGradient = arena.allocate(batchSize * units)
    },
    forward(batch, keep) {
      projectInput(batch.tokens)
      arena.float32.fill(0, state / floatBytes, state / floatBytes + batch.batchSize * units)
      for (let i = 0; i < batch.steps; i++) {
        const at = reverse ? batch.steps - 1 - i : i
        step(batch.rowsAtStep[at]!, batch.startOfStep[at]!, keep)
      }
    },
    backward(batch, accumulate) {
      kernels.transpose(recurrentTransposed, recurrentKernel.value, units, gateColumns)
      for (let i = 0; i < batch.steps; i++) {
        const at = reverse ? i : batch.steps - 1 - i
        stepBackward(batch.rowsAtStep[at]!, batch.startOfStep[at]!)
      }
      weightGradients(batch.tokens)
      if (!input.wantsGradient) return
      kernels.transpose(kernelTransposed, kernel.value, inputs, gateColumns)
      const add = accumulate ? 1 : 0
      const { gradient } = input
      kernels.gemm(
        batch.tokens,
        inputs,
        gateColumns,
        gates,
        gateColumns,
        1,
        kernelTransposed,
        inputs,
        gradient,
        inputs,
        add,
      )
    },
  }
}
