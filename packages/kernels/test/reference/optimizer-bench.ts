import type { OptimizerSpec } from '@wordloom/core'
import type { Arena } from '../../src/memory/arena.js'
import type { RowGradient } from '../../src/network/parameter.js'
import { allocateParameter, allocateTable } from '../../src/network/parameter.js'
import type { Optimizer } from '../../src/optimizer/optimizer.js'
import { createOptimizer } from '../../src/optimizer/optimizer.js'
import { openKernels } from '../../src/wasm/open-kernels.js'
import type { ReferenceWeights } from './reference-network.js'
import { named } from './reference-network.js'

/** An optimizer on a table and on a bias, without a network. */
export interface OptimizerBench {
  readonly arena: Arena
  readonly optimizer: Optimizer
  /** One step; rows of the table whose gradient is all 0 are not in the batch. */
  step(gradients: ReferenceWeights, learningRate?: number): void
  /** Copies of `table` and `bias`. */
  weights(): Map<string, Float32Array>
  /** Copies of the slots, as `<slot>/<weight>`. */
  slots(): Map<string, Float32Array>
}

/** Opens a bench. `table` is `[rows, columns]`, `bias` anything. */
export async function openOptimizerBench(
  spec: OptimizerSpec,
  initial: ReferenceWeights,
  columns: number,
  frozenRows?: Uint8Array,
): Promise<OptimizerBench> {
  const { arena, kernels, tasks } = await openKernels()
  const tableRows = named(initial, 'table').length / columns
  const rows: RowGradient = {
    columns,
    slotOfId: arena.allocate(tableRows),
    zeros: arena.allocate(columns),
    ids: arena.allocate(tableRows),
    count: 0,
    values: arena.allocate(tableRows * columns),
  }
  const table = allocateTable(arena, 'table', [tableRows, columns], rows)
  const bias = allocateParameter(arena, 'bias', [named(initial, 'bias').length], true)
  const still = allocateTable(arena, 'still', [3, columns], undefined)
  const optimizer = createOptimizer({ arena, kernels, tasks }, spec, [table, bias, still], frozenRows)
  const parameters = [table, bias]
  for (const { name, value } of parameters) arena.float32.set(named(initial, name), value / 4)

  function setGradients(gradients: ReferenceWeights): void {
    arena.float32.set(named(gradients, 'bias'), bias.gradient / 4)
    arena.int32.fill(0, rows.slotOfId / 4, rows.slotOfId / 4 + tableRows)
    rows.count = 0
    // Not in the order of the table, as in a batch.
    for (let id = tableRows - 1; id >= 0; id--) {
      const row = named(gradients, 'table').subarray(id * columns, (id + 1) * columns)
      if (row.every((value) => value === 0)) continue
      arena.int32[rows.ids / 4 + rows.count] = id
      arena.float32.set(row, rows.values / 4 + rows.count * columns)
      arena.int32[rows.slotOfId / 4 + id] = ++rows.count
    }
  }

  const copy = (pointer: number, size: number): Float32Array => arena.float32.slice(pointer / 4, pointer / 4 + size)
  return {
    arena,
    optimizer,
    step(gradients, learningRate) {
      setGradients(gradients)
      optimizer.step(learningRate)
    },
    weights: () => new Map(parameters.map(({ name, value, size }) => [name, copy(value, size)])),
    slots: () =>
      new Map(
        optimizer.slots.map(({ name, parameter, pointer }) => [
          `${name}/${parameter.name}`,
          copy(pointer, parameter.size),
        ]),
      ),
  }
}
