/** Threads that a search uses when nobody says how many: where none can be started, the calling one. */
export function defaultThreads(): number {
  return 1
}
