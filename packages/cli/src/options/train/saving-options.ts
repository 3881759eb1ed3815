import type { Command } from 'commander'
import { wholeNumber } from '../numbers.js'

/** What `wordloom train` writes. */
export interface SavingOptions {
  readonly output: string
  readonly force?: boolean
  readonly checkpoints?: string
  readonly checkpointEvery?: number
  readonly keep?: number
  readonly resume?: boolean
  readonly history?: string
  readonly historySteps?: boolean
}

/** Adds the options about the model, checkpoints and history. */
export function withSaving(command: Command): Command {
  return command
    .optionsGroup('Model and checkpoints:')
    .requiredOption('--output <folder>', 'folder to save the model in')
    .option('--force', 'replace a model in the output folder, and the file of --history')
    .option('--checkpoints <folder>', 'folder of checkpoints, to go on after a crash or Ctrl-C')
    .option('--checkpoint-every <steps>', 'steps between two checkpoints (default: one an epoch)', wholeNumber(1))
    .option('--keep <n>', 'how many of the newest checkpoints are kept (default: 2)', wholeNumber(1))
    .option('--resume', 'go on from the newest checkpoint, bit for bit; start anew when there is none')
    .option('--history <file>', 'write loss, accuracy and learning rate of each epoch as JSON Lines while training')
    .option('--history-steps', 'write those of each step as well')
}
