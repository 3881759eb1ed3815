import type { Arena } from '../memory/arena.js'
import { createArena } from '../memory/arena.js'
import type { TaskQueue } from '../tasks/task-queue.js'
import { createTaskQueue } from '../tasks/task-queue.js'
import type { StartKernelThread } from '../threads/kernel-thread.js'
import { reserveThreads } from '../threads/thread-memory.js'
import { compileKernels, instantiateKernels } from './instantiate-kernels.js'
import type { KernelExports } from './kernel-exports.js'
import type { KernelsBuilds } from './kernels-build.js'

export interface OpenKernelsOptions {
  /** The build with fused multiply-add. @defaultValue false */
  readonly relaxed?: boolean
  /** The calling one included. @defaultValue 1 */
  readonly threads?: number
  readonly startThread?: StartKernelThread
}

/** Kernels on a memory of their own, and the threads that work on it. */
export interface OpenKernels {
  readonly arena: Arena
  readonly kernels: KernelExports
  readonly tasks: TaskQueue
  /** Ends the threads. */
  close(): void
}

/**
 * Makes a memory, puts kernels on it and starts the threads.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`
 */
export async function openBuild(builds: KernelsBuilds, options: OpenKernelsOptions): Promise<OpenKernels> {
  const { relaxed = false, threads = 1, startThread } = options
  const shared = threads > 1
  const arena = createArena(shared)
  const { memory } = arena
  const module = await compileKernels(relaxed ? builds.relaxed : builds.plain, shared)
  const kernels = await instantiateKernels(module, memory)
  const { control, scratches } = reserveThreads(arena, threads, kernels)
  const tasks = createTaskQueue(arena, kernels, control)
  arena.commit()
  for (const scratch of scratches) startThread?.({ module, memory, control, scratch })
  return { arena, kernels, tasks, close: () => kernels.stopThreads(control) }
}
