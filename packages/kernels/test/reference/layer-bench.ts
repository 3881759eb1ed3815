import type { Capacity, Layer, LayerContext, Signal } from '../../src/layers/layer.js'
import type { Arena } from '../../src/memory/arena.js'
import type { PackedBatch } from '../../src/network/packed-batch.js'
import { createBatchPacker } from '../../src/network/packed-batch.js'
import { openKernels } from '../../src/wasm/open-kernels.js'

/** Values of one signal: per token `[row][position][column]`, or per row `[row][0][column]`. */
export type SignalValues = readonly (readonly (readonly number[])[])[]

/** One layer between two signals, without a network. */
export interface LayerBench {
  readonly arena: Arena
  readonly layer: Layer
  /** Runs the layer on values in the caller's order and gives its output. */
  forward(values: SignalValues, keep?: boolean): SignalValues
  /** Gives the gradient of the input. */
  backward(outer: SignalValues): SignalValues
}

/**
 * Opens a bench for rows of given lengths. What a layer must not read, the gradients and values of before, is NaN.
 *
 * @param create - makes the layer
 */
export async function openLayerBench(
  create: (context: LayerContext, input: Signal) => Layer,
  per: Signal['per'],
  columns: number,
  lengths: readonly number[],
  training = true,
): Promise<LayerBench> {
  const opened = await openKernels()
  const { arena } = opened
  const packer = createBatchPacker(arena)
  const input: Signal = { per, columns, wantsGradient: training, value: 0, gradient: 0 }
  const layer = create({ ...opened, training }, input)
  const time = Math.max(0, ...lengths)
  const ids = Int32Array.from({ length: lengths.length * time }, (_, i) =>
    i % time < lengths[Math.floor(i / time)]! ? 1 : 0,
  )
  const batch = { batchSize: lengths.length, time, ids, lengths: Int32Array.from(lengths) }
  packer.pack(batch, (capacity: Capacity) => {
    packer.layout(capacity)
    const rows = per === 'token' ? capacity.tokens : capacity.batchSize
    input.value = arena.allocate(rows * columns)
    input.gradient = arena.allocate(rows * columns)
    layer.layout(capacity)
    const end = arena.mark()
    arena.commit()
    arena.float32.fill(NaN, input.value / 4, end / 4)
  })
  const { packed } = packer

  return {
    arena,
    layer,
    forward(values, keep = true) {
      write(arena, packed, input, input.value, values)
      layer.forward(packed, keep)
      return read(arena, packed, lengths, layer.output, layer.output.value)
    },
    backward(outer) {
      write(arena, packed, layer.output, layer.output.gradient, outer)
      layer.backward(packed)
      return read(arena, packed, lengths, input, input.gradient)
    },
  }
}

/** Index of every row's every vector, in the caller's order. */
function places(arena: Arena, packed: PackedBatch, { per, columns }: Signal, pointer: number): number[][] {
  const first = pointer / 4
  const found: number[][] = Array.from({ length: packed.batchSize }, () => [])
  if (per === 'row') return found.map((_, row) => [first + row * columns])
  for (let step = 0; step < packed.steps; step++) {
    for (let sorted = 0; sorted < packed.rowsAtStep[step]!; sorted++) {
      const row = arena.int32[packed.order / 4 + sorted]!
      found[row]!.push(first + (packed.startOfStep[step]! + sorted) * columns)
    }
  }
  return found
}

function write(arena: Arena, packed: PackedBatch, signal: Signal, pointer: number, values: SignalValues): void {
  for (const [row, starts] of places(arena, packed, signal, pointer).entries()) {
    for (const [position, start] of starts.entries()) arena.float32.set(values[row]![position]!, start)
  }
}

function read(
  arena: Arena,
  packed: PackedBatch,
  lengths: readonly number[],
  signal: Signal,
  pointer: number,
): SignalValues {
  const found = places(arena, packed, signal, pointer)
  if (signal.per === 'token' && found.some((starts, row) => starts.length !== lengths[row])) {
    throw new TypeError('the batch was packed in another way')
  }
  return found.map((starts) => starts.map((start) => [...arena.float32.subarray(start, start + signal.columns)]))
}

/** Seeded values of a signal. */
export function signalValues(
  next: () => number,
  per: Signal['per'],
  columns: number,
  lengths: readonly number[],
): SignalValues {
  return lengths.map((length) =>
    Array.from({ length: per === 'token' ? length : 1 }, () =>
      Array.from({ length: columns }, () => Math.fround(next())),
    ),
  )
}
