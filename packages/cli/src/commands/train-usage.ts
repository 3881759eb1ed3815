import { resolve, sep } from 'node:path'
import type { WordloomError } from '@wordloom/core'
import { assertEngineUsage } from '../options/engine-options.js'
import { wrongUsage } from '../options/wrong-usage.js'
import type { TrainOptions } from './train-options.js'

/**
 * Refuses options that would have no effect, or spoil each other's files.
 *
 * @throws WordloomError `INVALID_ARGUMENT` naming the option.
 */
export function assertTrainUsage(options: TrainOptions): void {
  assertColumns(options)
  assertNeeds(options)
  assertEngineUsage('train', options)
  assertOptimizer(options)
  assertSchedule(options)
  assertApart(options)
  if (options.freezeEmbedding === 'pretrained' && options.embedding === 'random') {
    throw refusal('There are no pretrained vectors to freeze: --embedding is random', '--freeze-embedding')
  }
}

function assertColumns({ text, label, weight }: TrainOptions): void {
  if (text === label) throw refusal('Texts and labels cannot be the same column', '--label')
  if (weight === text || weight === label) throw refusal('Weights need a column of their own', '--weight')
}

function assertNeeds(options: TrainOptions): void {
  const needs = [
    ['--checkpoint-every', options.checkpointEvery, '--checkpoints', options.checkpoints],
    ['--keep', options.keep, '--checkpoints', options.checkpoints],
    ['--resume', options.resume, '--checkpoints', options.checkpoints],
    ['--history-steps', options.historySteps, '--history', options.history],
    ['--shuffle-buffer', options.shuffleBuffer, '--stream', options.stream],
  ] as const
  for (const [name, value, needed, given] of needs) {
    if (value !== undefined && given === undefined) throw refusal(`${name} has no effect without ${needed}`, name)
  }
}

function assertOptimizer({ optimizer, weightDecay, momentum, nesterov }: TrainOptions): void {
  const only = (name: string, value: unknown, optimizers: readonly string[]): void => {
    if (value === undefined || optimizers.includes(optimizer)) return
    throw refusal(`${name} belongs to ${optimizers.join(' and ')}, and --optimizer is ${optimizer}`, name)
  }
  only('--weight-decay', weightDecay, ['adamw'])
  only('--momentum', momentum, ['sgd', 'rmsprop'])
  only('--nesterov', nesterov, ['sgd'])
  if (nesterov === true && (momentum ?? 0) === 0) {
    throw refusal('--nesterov has no effect without --momentum', '--nesterov')
  }
}

function assertSchedule({ schedule, decaySteps, scheduleEpochs, scheduleFactor, minimumRate }: TrainOptions): void {
  const only = (name: string, value: unknown, schedules: readonly string[]): void => {
    if (value === undefined || schedules.includes(schedule)) return
    throw refusal(`${name} belongs to ${schedules.join(' and ')}, and --schedule is ${schedule}`, name)
  }
  only('--decay-steps', decaySteps, ['cosine'])
  only('--schedule-epochs', scheduleEpochs, ['step', 'plateau'])
  only('--schedule-factor', scheduleFactor, ['step', 'plateau'])
  only('--minimum-rate', minimumRate, ['cosine', 'plateau'])
}

/** The model folder is written last and as a whole: what was put into it before would stand in its way. */
function assertApart({ output, checkpoints, history, data, validation, test }: TrainOptions): void {
  if (checkpoints !== undefined && (isWithin(checkpoints, output) || isWithin(output, checkpoints))) {
    throw refusal('Checkpoints need a folder beside that of --output, not within each other', '--checkpoints')
  }
  if (history !== undefined && isWithin(history, output)) {
    throw refusal('The history is written while the folder of --output is not there yet: put it elsewhere', '--history')
  }
  if (history !== undefined && checkpoints !== undefined && isWithin(history, checkpoints)) {
    throw refusal('The folder of --checkpoints holds nothing else: put the history elsewhere', '--history')
  }
  const inputs = [data, validation, test].filter((file) => typeof file === 'string')
  if (history !== undefined && inputs.some((file) => resolve(file) === resolve(history))) {
    throw refusal('The history would be written over a data file', '--history')
  }
}

function isWithin(path: string, folder: string): boolean {
  return `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`)
}

function refusal(what: string, name: string): WordloomError {
  return wrongUsage('train', what, name)
}
