/** How far a piece of work is. */
export interface Progress {
  /** Units done: bytes when reading a file. */
  readonly done: number
  /** Units in all, when known. */
  readonly total?: number
}

/** What long work accepts: a way to cancel it and a way to watch it. */
export interface WorkOptions {
  /** Cancels the work; it then rejects with code `ABORTED`. */
  readonly signal?: AbortSignal
  /** Called from time to time. */
  readonly onProgress?: (progress: Progress) => void
}
