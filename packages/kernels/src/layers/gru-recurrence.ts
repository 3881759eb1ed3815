import type { WholeParameter } from '../network/parameter.js'
import { allocateParameter } from '../network/parameter.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import type { GruPlan } from './gru-plan.js'
import type { LayerContext } from './layer.js'

/** How a state reaches the next one: what `resetAfter` makes different. */
export interface GruRecurrence {
  /** `[units, 3 * units]` */
  readonly kernel: WholeParameter
  /** `[2, 3 * units]`, or `[3 * units]` where there is no recurrent bias. */
  readonly bias: WholeParameter
  /** Its fields of a plan. */
  readonly plan: Pick<
    GruPlan,
    'resetAfter' | 'recurrentPanels' | 'candidatePanels' | 'transposedPanels' | 'candidateTransposedPanels'
  >
  /** Adds the tasks that rearrange the kernel. */
  addPacking(keep: boolean): void
  /** Writes `[4 * units]`: the biases of z and of r, the recurrent one of h, the input one of h. */
  writeStepBias(target: Pointer): void
  /** Adds the tasks for the gradient of the kernel. */
  addKernelGradient(tokens: number, gates: Pointer, previous: Pointer): void
  /** From the sums over all tokens of the gradients of z, r, c and h~. */
  writeBiasGradient(sums: Pointer): void
}

const floatBytes = 4
/** Columns of a weight gradient, or of a sum over tokens, that one task computes. */
export const columnsPerTask = 32

/** `reset_after=True`: the reset gate applies to the product with the recurrent kernel. */
export function resetAfterRecurrence(context: LayerContext, name: string, units: number): GruRecurrence {
  const { arena, kernels, tasks, training } = context
  const columns = 3 * units
  const kernel = allocateParameter(arena, `${name}/recurrent_kernel`, [units, columns], training)
  const bias = allocateParameter(arena, `${name}/bias`, [2, columns], training)
  const recurrentPanels = arena.allocate(panelSize(units, columns))
  const transposedPanels = training ? arena.allocate(panelSize(columns, units)) : 0
  return {
    kernel,
    bias,
    plan: { resetAfter: true, recurrentPanels, candidatePanels: 0, transposedPanels, candidateTransposedPanels: 0 },
    addPacking(keep) {
      const pack = kernels.PACK_PANELS.value
      tasks.add(pack, recurrentPanels, units, 0, units, columns, kernel.value, columns, 1)
      if (keep) tasks.add(pack, transposedPanels, columns, 0, columns, units, kernel.value, 1, columns)
    },
    writeStepBias(target) {
      const { float32 } = arena
      const from = bias.value / floatBytes
      const to = target / floatBytes
      for (let j = 0; j < 2 * units; j++) float32[to + j] = float32[from + j]! + float32[from + columns + j]!
      float32.copyWithin(to + 2 * units, from + 5 * units, from + 6 * units)
      float32.copyWithin(to + 3 * units, from + 2 * units, from + 3 * units)
    },
    addKernelGradient(tokens, gates, previous) {
      const product = { tokens, units, from: previous, fromStride: units, by: gates, to: kernel.gradient, columns }
      addGradientProduct(context, product)
    },
    writeBiasGradient(sums) {
      const { float32 } = arena
      const from = sums / floatBytes
      const to = bias.gradient / floatBytes
      // Input bias: z, r, h. Recurrent bias: z, r, c. The two of z and r are added to each other, so they move alike.
      float32.copyWithin(to, from, from + 2 * units)
      float32.copyWithin(to + 2 * units, from + 3 * units, from + 4 * units)
      float32.copyWithin(to + columns, from, from + columns)
    },
  }
}

/** `reset_after=False`: the reset gate applies to the state, before its product with the recurrent kernel. */
export function resetBeforeRecurrence(context: LayerContext, name: string, units: number): GruRecurrence {
  const { arena, kernels, tasks, training } = context
  const columns = 3 * units
  const candidateBytes = 2 * units * floatBytes
  const kernel = allocateParameter(arena, `${name}/recurrent_kernel`, [units, columns], training)
  const bias = allocateParameter(arena, `${name}/bias`, [columns], training)
  const recurrentPanels = arena.allocate(panelSize(units, 2 * units))
  const candidatePanels = arena.allocate(panelSize(units, units))
  const transposedPanels = training ? arena.allocate(panelSize(2 * units, units)) : 0
  const candidateTransposedPanels = training ? arena.allocate(panelSize(units, units)) : 0
  return {
    kernel,
    bias,
    plan: { resetAfter: false, recurrentPanels, candidatePanels, transposedPanels, candidateTransposedPanels },
    addPacking(keep) {
      const pack = kernels.PACK_PANELS.value
      const { value } = kernel
      const candidate = value + candidateBytes
      tasks.add(pack, recurrentPanels, units, 0, units, 2 * units, value, columns, 1)
      tasks.add(pack, candidatePanels, units, 0, units, units, candidate, columns, 1)
      if (!keep) return
      tasks.add(pack, transposedPanels, 2 * units, 0, 2 * units, units, value, 1, columns)
      tasks.add(pack, candidateTransposedPanels, units, 0, units, units, candidate, 1, columns)
    },
    writeStepBias(target) {
      const { float32 } = arena
      const from = bias.value / floatBytes
      const to = target / floatBytes
      float32.copyWithin(to, from, from + 2 * units)
      float32.fill(0, to + 2 * units, to + 3 * units)
      float32.copyWithin(to + 3 * units, from + 2 * units, from + 3 * units)
    },
    addKernelGradient(tokens, gates, previous) {
      const reset = gates + 2 * units * floatBytes
      const toCandidate = kernel.gradient + candidateBytes
      const candidate = gates + 3 * units * floatBytes
      const gatesProduct = { tokens, units, from: previous, fromStride: units, by: gates, to: kernel.gradient }
      addGradientProduct(context, { ...gatesProduct, columns: 2 * units })
      const candidateProduct = { tokens, units, from: reset, fromStride: 4 * units, by: candidate, to: toCandidate }
      addGradientProduct(context, { ...candidateProduct, columns: units })
    },
    writeBiasGradient(sums) {
      const { float32 } = arena
      const from = sums / floatBytes
      const to = bias.gradient / floatBytes
      float32.copyWithin(to, from, from + 2 * units)
      float32.copyWithin(to + 2 * units, from + 3 * units, from + 4 * units)
    },
  }
}

/** Elements that panels of a matrix take. */
export function panelSize(rows: number, columns: number): number {
  return Math.ceil(columns / 8) * 8 * rows
}

/** `to = fromᵀ by`: the gradient of columns of a recurrent kernel, summed over all tokens. */
interface GradientProduct {
  readonly tokens: number
  readonly units: number
  /** `[tokens, units]` */
  readonly from: Pointer
  readonly fromStride: number
  /** `[tokens, columns]`, rows `4 * units` apart. */
  readonly by: Pointer
  /** `[units, columns]`, rows `3 * units` apart. */
  readonly to: Pointer
  readonly columns: number
}

function addGradientProduct({ kernels, tasks }: LayerContext, product: GradientProduct): void {
  const { tokens, units, from, fromStride, by, to, columns } = product
  for (let column = 0; column < columns; column += columnsPerTask) {
    const count = Math.min(columnsPerTask, columns - column)
    const shift = column * floatBytes
    tasks.add(
      kernels.GEMM.value,
      units,
      count,
      tokens,
      from,
      1,
      fromStride,
      by + shift,
      4 * units,
      to + shift,
      3 * units,
    )
  }
}
