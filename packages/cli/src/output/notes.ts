import type { CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { printable } from './printable.js'

/** Says something to the person at the terminal, unless they asked for quiet. */
export function note(io: CommandIo, options: OutputModeOptions, text: string): void {
  if (options.quiet !== true) io.stderr.write(`${printable(text)}\n`)
}
