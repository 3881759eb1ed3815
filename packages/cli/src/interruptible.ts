import type { CommandIo } from './io.js'
import type { OutputModeOptions } from './options/shared-options.js'
import { note } from './output/notes.js'

/**
 * Does work that the first Ctrl-C cancels; it then ends with `ABORTED`, and the command with exit code 130.
 *
 * @param said - to the person who pressed it.
 */
export async function interruptible<Result>(
  io: CommandIo,
  options: OutputModeOptions,
  said: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController()
  const release = io.onInterrupt(() => {
    note(io, options, `interrupted: ${said}; Ctrl-C again quits at once`)
    interruption.abort()
  })
  try {
    return await work(interruption.signal)
  } finally {
    release()
  }
}
