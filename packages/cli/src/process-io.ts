import { exitCodes } from './errors-to-exit-code.js'
import type { CommandIo } from './io.js'

/**
 * The streams and signals of this process.
 *
 * It takes over SIGINT: without a listener, or the second time, the process exits with 130. A reader of standard output
 * that closes it early (`wordloom predict … | head`) is no error: the process exits with 0, quietly.
 */
export function processIo(): CommandIo {
  let listener: (() => void) | undefined
  let interrupts = 0
  process.on('SIGINT', () => {
    interrupts += 1
    if (listener === undefined || interrupts > 1) process.exit(exitCodes.interrupted)
    listener()
  })
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.success)
    throw error
  })
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    // Nobody watches the progress: no reason to end a training.
    if (error.code !== 'EPIPE') throw error
  })
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    onInterrupt: (next) => {
      listener = next
      return () => {
        if (listener === next) listener = undefined
      }
    },
  }
}
