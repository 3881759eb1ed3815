import type { StartSearchThread } from '@wordloom/kernels/vector-search'

/** Threads that a search uses when nobody says how many: where none can be started, the calling one. */
export function defaultThreads(): number {
  return 1
}

/** How threads are started here; a page passes its own way. */
export const startSearchThread: StartSearchThread | undefined = undefined
