import type { PackedBatch } from '../network/packed-batch.js'
import type { GruDirection, ProjectedInput, SequenceOutput } from './gru-direction.js'
import { createGruDirection } from './gru-direction.js'
import { columnsPerTask, panelSize } from './gru-recurrence.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import type { Layer, LayerContext, Signal } from './layer.js'

export interface BidirectionalGruLayerOptions {
  /** `encoder/0` and the like: what the names of its weights begin with. */
  readonly name: string
  /** Units per direction. */
  readonly units: number
  /** The states of all tokens rather than the last ones of each row. */
  readonly returnSequences: boolean
  /** As in `EncoderSpec`. */
  readonly resetAfter: boolean
}

const floatBytes = 4
/** Rows of a product over the input that one task computes. */
const rowsPerTask = 128
/** What may be spent on keeping the input projections of words between predictions: 43,690 words of 64 units. */
const keptBytes = 64 * 2 ** 20

/**
 * Two GRUs, one from each end of a row. In: a value a token. Out: their last states side by side, one row a text, or with
 * `returnSequences` their states at every token; `2 * units` columns. A row without tokens gives zeros.
 *
 * The input projection of all steps is one matrix product, as are the gradients of the weights; where tokens share rows
 * (words of an embedding), the products are over the different words only. What remains in the loop over time is one
 * product with the recurrent kernel.
 */
export function createBidirectionalGruLayer(
  context: LayerContext,
  input: Signal,
  options: BidirectionalGruLayerOptions,
): Layer {
  const { arena, kernels, tasks, training } = context
  const { name, units, returnSequences, resetAfter } = options
  const inputs = input.columns
  const gateColumns = 3 * units
  const columns = 2 * units
  const directions = [
    createGruDirection(context, inputs, { name: `${name}/forward`, units, reverse: false, resetAfter }),
    createGruDirection(context, inputs, { name: `${name}/backward`, units, reverse: true, resetAfter }),
  ] as const
  const kernelPanels = directions.map(() => arena.allocate(panelSize(inputs, gateColumns)))
  // Both kernels' transposes under each other: the input's gradient is one product with them.
  const transposedPanels = input.wantsGradient ? arena.allocate(panelSize(2 * gateColumns, inputs)) : 0
  const output: Signal = {
    per: returnSequences ? 'token' : 'row',
    columns,
    wantsGradient: training,
    value: 0,
    gradient: 0,
  }
  /** `[rows of the input, 2 * gateColumns]`: x W of both directions side by side, and later its gradient. */
  let projection = 0
  /** Whether the kernels' panels are those of the weights; while these change at every step, they are not. */
  let packed = false
  if (input.shared !== undefined && !training) {
    input.shared.wanted = Math.floor(keptBytes / (2 * gateColumns * floatBytes))
  }

  function rowsOfInput({ tokens }: PackedBatch): number {
    return input.shared?.count ?? tokens
  }

  function addInputPacking(keep: boolean): void {
    const pack = kernels.PACK_PANELS.value
    for (const [side, { kernel }] of directions.entries()) {
      tasks.add(pack, kernelPanels[side]!, inputs, 0, inputs, gateColumns, kernel.value, gateColumns, 1)
      if (keep && input.wantsGradient) {
        const from = side * gateColumns
        tasks.add(pack, transposedPanels, 2 * gateColumns, from, gateColumns, inputs, kernel.value, 1, gateColumns)
      }
    }
  }

  function addProjection(rows: number): void {
    const firstNew = input.shared?.firstNew ?? 0
    for (let row = firstNew; row < rows; row += rowsPerTask) {
      const count = Math.min(rowsPerTask, rows - row)
      const from = input.value + (row - firstNew) * inputs * floatBytes
      for (const side of directions.keys()) {
        const to = projection + (row * 2 + side) * gateColumns * floatBytes
        const panels = kernelPanels[side]!
        tasks.add(kernels.GEMM_PACKED.value, count, gateColumns, inputs, from, inputs, 1, panels, to, 2 * gateColumns)
      }
    }
  }

  function projected(side: number): ProjectedInput {
    const values = projection + side * gateColumns * floatBytes
    return { values, stride: 2 * gateColumns, index: input.shared?.index ?? 0 }
  }

  function sequenceOutput(side: number): SequenceOutput {
    if (!returnSequences) return { values: 0, gradient: 0, stride: 0 }
    const shift = side * units * floatBytes
    return { values: output.value + shift, gradient: training ? output.gradient + shift : 0, stride: columns }
  }

  function gatherLastStates({ order, batchSize }: PackedBatch): void {
    for (const [side, { last }] of directions.entries()) {
      kernels.scatterRows(output.value + side * units * floatBytes, columns, last, units, order, batchSize, units)
    }
  }

  function startCarry({ order, batchSize }: PackedBatch): void {
    for (const [side, { carry }] of directions.entries()) {
      if (returnSequences) {
        arena.float32.fill(0, carry / floatBytes, carry / floatBytes + batchSize * units)
      } else {
        const gradient = output.gradient + side * units * floatBytes
        kernels.gatherRows(carry, units, gradient, columns, order, batchSize, units)
      }
    }
  }

  /**
   * Moves the gradients of z, r and h~ into `projection`, whose values nobody needs any more: a sum over the tokens of each
   * word, or side by side where every token has its own row.
   */
  function addProjectionGradient({ gates }: GruDirection, side: number, tokens: number): void {
    const to = projection + side * gateColumns * floatBytes
    const partBytes = units * floatBytes
    addGradientColumns(to, gates, 2 * units, tokens)
    addGradientColumns(to + 2 * partBytes, gates + 3 * partBytes, units, tokens)
  }

  function addGradientColumns(to: Pointer, from: Pointer, columnCount: number, tokens: number): void {
    for (let column = 0; column < columnCount; column += columnsPerTask) {
      const shift = column * floatBytes
      const count = Math.min(columnsPerTask, columnCount - column)
      if (input.shared === undefined) {
        tasks.add(kernels.COPY_ROWS.value, to + shift, 2 * gateColumns, from + shift, 4 * units, tokens, count)
      } else {
        const { count: rows, index } = input.shared
        const stride = 2 * gateColumns
        tasks.add(
          kernels.SCATTER_ADD_ROWS.value,
          to + shift,
          rows,
          stride,
          from + shift,
          4 * units,
          index,
          tokens,
          count,
        )
      }
    }
  }

  function addKernelGradient({ kernel }: GruDirection, side: number, rows: number): void {
    for (let column = 0; column < gateColumns; column += columnsPerTask) {
      const shift = column * floatBytes
      const from = projection + side * gateColumns * floatBytes + shift
      const count = Math.min(columnsPerTask, gateColumns - column)
      const to = kernel.gradient + shift
      tasks.add(kernels.GEMM.value, inputs, count, rows, input.value, 1, inputs, from, 2 * gateColumns, to, gateColumns)
    }
  }

  function addInputGradient(rows: number): void {
    for (let row = 0; row < rows; row += rowsPerTask) {
      tasks.add(
        kernels.GEMM_PACKED.value,
        Math.min(rowsPerTask, rows - row),
        inputs,
        2 * gateColumns,
        projection + row * 2 * gateColumns * floatBytes,
        2 * gateColumns,
        1,
        transposedPanels,
        input.gradient + row * inputs * floatBytes,
        inputs,
      )
    }
  }

  return {
    parameters: directions.flatMap(({ parameters }) => parameters),
    output,
    layout(capacity) {
      projection = arena.allocate((input.shared?.room ?? capacity.tokens) * 2 * gateColumns)
      for (const direction of directions) direction.layout(capacity)
      const rows = returnSequences ? capacity.tokens : capacity.batchSize
      output.value = arena.allocate(rows * columns)
      if (training) output.gradient = arena.allocate(rows * columns)
    },
    forward(batch, keep) {
      if (!packed) {
        addInputPacking(keep)
        for (const direction of directions) direction.addPacking(keep)
        packed = !training
      }
      tasks.run()
      addProjection(rowsOfInput(batch))
      tasks.run()
      for (const [side, direction] of directions.entries()) {
        direction.addForward(batch, projected(side), sequenceOutput(side), keep)
      }
      tasks.run()
      if (!returnSequences) gatherLastStates(batch)
    },
    backward(batch) {
      startCarry(batch)
      for (const direction of directions) direction.addBackward(batch)
      tasks.run()
      for (const [side, direction] of directions.entries()) {
        addProjectionGradient(direction, side, batch.tokens)
        direction.addRecurrentGradients(batch.tokens)
      }
      tasks.run()
      const rows = rowsOfInput(batch)
      for (const [side, direction] of directions.entries()) {
        direction.finishBiasGradient()
        addKernelGradient(direction, side, rows)
      }
      if (input.wantsGradient) addInputGradient(rows)
      tasks.run()
    },
    forget() {
      packed = false
    },
  }
}
