import type { KernelThreadJob } from '@wordloom/kernels'

/** A batch of the usual size has work for so many; more would mostly wait. */
const mostThreads = 4

/** Threads that an engine uses when nobody says how many: one where the page is not cross-origin isolated. */
export function defaultThreads(): number {
  const isolated = globalThis.crossOriginIsolated === true && typeof Worker !== 'undefined'
  return isolated ? Math.min(navigator.hardwareConcurrency, mostThreads) : 1
}

/** Starts a Web Worker that helps an engine until the engine is disposed. */
export function startKernelThread(job: KernelThreadJob): void {
  const worker = new Worker(new URL('./kernel-thread-worker.js', import.meta.url), { type: 'module' })
  worker.postMessage(job)
}
