import type { Arena } from '../memory/arena.js'
import type { KernelExports } from '../wasm/kernel-exports.js'

/**
 * Work for the threads of an engine. Tasks that were added since the last {@link TaskQueue.run} must not depend on each
 * other: a queue that is full runs them early.
 */
export interface TaskQueue {
  /** Adds a task: the number of its kind, and what the kernel of that name takes. Kinds are exports of the kernels. */
  add(
    kind: number,
    a: number,
    b: number,
    c?: number,
    d?: number,
    e?: number,
    f?: number,
    g?: number,
    h?: number,
    i?: number,
    j?: number,
    k?: number,
  ): void
  /** Returns when all tasks added so far are done. */
  run(): void
}

/** More than any phase of a batch of usual size has; a larger one is cut into several. */
const capacity = 512

/** Makes a queue over the threads that serve `control`, which lies in the arena as the queue does. */
export function createTaskQueue(arena: Arena, kernels: KernelExports, control: number): TaskQueue {
  const words = kernels.TASK_BYTES.value / 4
  const start = arena.allocate(capacity * words)
  const maySleep = canSleep() ? 1 : 0
  let count = 0

  function run(): void {
    if (count === 0) return
    const added = count
    count = 0
    kernels.runTasks(control, start, added, maySleep)
  }

  return {
    add(kind, a, b, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0) {
      if (count === capacity) run()
      const { int32 } = arena
      const at = start / 4 + count * words
      int32[at] = kind
      int32[at + 1] = a
      int32[at + 2] = b
      int32[at + 3] = c
      int32[at + 4] = d
      int32[at + 5] = e
      int32[at + 6] = f
      int32[at + 7] = g
      int32[at + 8] = h
      int32[at + 9] = i
      int32[at + 10] = j
      int32[at + 11] = k
      count++
    },
    run,
  }
}

/** The thread of a web page must not sleep; it waits awake for the short rest that others still work on. */
function canSleep(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1)
    return true
  } catch {
    return false
  }
}
