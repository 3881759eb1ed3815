import { Option, type Command } from 'commander'
import { dataFormats, type DataFormat } from '@wordloom/datasets'

/** Options that every command has. */
export interface OutputModeOptions {
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Options of every command that reads a table. */
export interface DataOptions {
  readonly format?: DataFormat
  readonly quotes: boolean
}

/** Adds `--json` and `--quiet`. */
export function withOutputMode(command: Command): Command {
  return command
    .option('--json', 'print one JSON object to standard output and nothing else there')
    .option('--quiet', 'no progress and no notes: results and errors only')
}

/** Adds what tells how a table is to be read; `flag` differs where `--format` means the format of the output. */
export function withDataFormat(command: Command, flag: '--format' | '--data-format' = '--format'): Command {
  return command
    .addOption(
      new Option(`${flag} <format>`, 'format of the data files (default: by their extension)').choices(dataFormats),
    )
    .option('--no-quotes', 'double quotes in CSV and TSV are characters like any other')
}

/** Adds examples below the help of a command, one a line with what it does above it. */
export function withExamples(command: Command, examples: readonly (readonly [what: string, line: string])[]): Command {
  const lines = examples.map(([what, line]) => `  # ${what}\n  $ wordloom ${line}\n`)
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}
