import { InvalidArgumentError, type Command } from 'commander'

/** Options of the commands that read labels. */
export interface LabelSeparatorOptions {
  readonly labelSeparator?: string
}

/** Adds `--label-separator`. */
export function withLabelSeparator(command: Command): Command {
  return command.option(
    '--label-separator <text>',
    'what stands between the labels of a field that holds several, such as "|" (multi-label)',
    (text) => {
      if (text !== '') return text
      throw new InvalidArgumentError('Expected one character or more.')
    },
  )
}
