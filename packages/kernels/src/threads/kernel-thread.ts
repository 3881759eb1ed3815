/**
 * What a worker runs that helps the kernels.
 *
 * @packageDocumentation
 */
import type { KernelExports, Pointer } from '../wasm/kernel-exports.js'

/** What a thread needs to help an engine. It can be sent to a worker as it is. */
export interface KernelThreadJob {
  /** The compiled kernels. */
  readonly module: WebAssembly.Module
  /** A shared memory. */
  readonly memory: WebAssembly.Memory
  /** Where in the memory the work is announced. */
  readonly control: Pointer
  /** Where in the memory this thread works. */
  readonly scratch: Pointer
}

/**
 * Starts a thread (a Node worker, a Web Worker) that calls {@link runKernelThread} with the job. The thread ends by
 * itself when the engine is disposed; it must not keep a process alive that has nothing else to do.
 */
export type StartKernelThread = (job: KernelThreadJob) => void

/** The life of a thread: blocks it, helping the engine, until the engine is disposed. */
export function runKernelThread({ module, memory, control, scratch }: KernelThreadJob): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = exports as WebAssembly.Exports & KernelExports
  kernels.serveTasks(control, scratch)
}
