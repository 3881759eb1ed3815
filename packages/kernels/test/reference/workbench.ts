import type { EngineConfig } from '@wordloom/core'
import type { NetworkCase } from './cases.js'
import type { Arena } from '../../src/memory/arena.js'
import { buildLayers } from '../../src/network/build-layers.js'
import { createNetwork } from '../../src/network/network.js'
import type { Network } from '../../src/network/network.js'
import type { TaskQueue } from '../../src/tasks/task-queue.js'
import type { KernelExports, Pointer } from '../../src/wasm/kernel-exports.js'
import { openKernels } from '../../src/wasm/open-kernels.js'

/** Kernels on a memory of their own, with ways in and out. */
export interface Workbench {
  readonly arena: Arena
  readonly kernels: KernelExports
  readonly tasks: TaskQueue
  /** Puts values into the memory. */
  put(values: ArrayLike<number>): Pointer
  /** Takes a copy out of it. */
  take(pointer: Pointer, count: number): Float32Array
}

export async function openWorkbench(): Promise<Workbench> {
  const { arena, kernels, tasks } = await openKernels()
  return {
    arena,
    kernels,
    tasks,
    put(values) {
      const pointer = arena.allocate(values.length)
      arena.commit()
      arena.float32.set(values, pointer / 4)
      return pointer
    },
    take: (pointer, count) => arena.float32.slice(pointer / 4, pointer / 4 + count),
  }
}

/** The engine's network without the engine around it, so that tests see gradients and memory. */
export interface OpenNetwork {
  readonly arena: Arena
  readonly network: Network
  /** The whole gradient of every weight after `learn`; that of a table is 0 where no token was. */
  gradients(): Map<string, Float32Array>
}

export async function openNetwork(
  { spec, vocabularySize, weights }: NetworkCase,
  options: Pick<EngineConfig, 'labelSmoothing' | 'seed'> = {},
): Promise<OpenNetwork> {
  const context = { ...(await openKernels()), training: true }
  const { arena } = context
  const network = createNetwork(context, buildLayers(context, { spec, vocabularySize, ...options }))
  arena.commit()
  for (const { name, value } of network.parameters) arena.float32.set(weights.get(name)!.data, value / 4)
  return {
    arena,
    network,
    gradients: () =>
      new Map(
        network.parameters.flatMap(({ name, size, training }): [string, Float32Array][] => {
          if (training === undefined) return []
          const { gradient } = training
          if (typeof gradient === 'number') return [[name, arena.float32.slice(gradient / 4, gradient / 4 + size)]]
          const whole = new Float32Array(size)
          for (let slot = 0; slot < gradient.count; slot++) {
            const start = gradient.values / 4 + slot * gradient.columns
            const id = arena.int32[gradient.ids / 4 + slot]!
            whole.set(arena.float32.subarray(start, start + gradient.columns), id * gradient.columns)
          }
          return [[name, whole]]
        }),
      ),
  }
}
