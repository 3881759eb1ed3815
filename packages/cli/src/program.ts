import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addDoctorCommand } from './commands/doctor.js'
import { addEvaluateCommand } from './commands/evaluate.js'
import { addExportCommand } from './commands/export.js'
import { addInspectCommand } from './commands/inspect.js'
import { addPredictCommand } from './commands/predict.js'
import { addTfjsNodeCommand } from './commands/tfjs-node.js'
import { addTrainCommand } from './commands/train.js'
import { addVectorsCommand } from './commands/vectors.js'
import { addVerifyCommand } from './commands/verify.js'
import type { CommandIo } from './io.js'

/**
 * The `wordloom` command with all its subcommands. It throws instead of ending the process, and leaves its complaints
 * about wrong usage to the caller.
 */
export function createProgram(io: CommandIo): Command {
  const program = new Command('wordloom')
    .description('Train, evaluate, use and export small text classifiers, and question word vectors.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => undefined,
    })
    .addHelpText(
      'after',
      `
Examples:
  $ wordloom train --data reviews.csv --text review --label sentiment --output reviews-model
  $ wordloom predict reviews-model "I would watch it again"
  $ wordloom vectors similar king

Every command takes --json and --quiet, and explains itself: wordloom train --help
Exit codes: 0 done, 1 an error, 2 wrong usage, 130 interrupted. DEBUG=wordloom prints where an error came from.
`,
    )
  addTrainCommand(program, io)
  addEvaluateCommand(program, io)
  addPredictCommand(program, io)
  addExportCommand(program, io)
  addVerifyCommand(program, io)
  addInspectCommand(program, io)
  addVectorsCommand(program, io)
  addTfjsNodeCommand(program, io)
  addDoctorCommand(program, io)
  return program
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return (manifest as { version: string }).version
}
