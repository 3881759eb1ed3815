import { Option, type Command } from 'commander'
import { classWeights, type ClassWeights } from '../class-weights.js'
import { withEngine, type EngineOptions } from '../engine-options.js'
import { factor, notNegative, patience, positiveNumber, share, wholeNumber } from '../numbers.js'

/** How `wordloom train` moves the weights. */
export interface OptimizationOptions extends EngineOptions {
  readonly epochs: number
  readonly patience: number
  readonly batchSize: number
  readonly bucketing: boolean
  readonly classWeights?: ClassWeights
  readonly labelSmoothing: number
  readonly seed: number
  readonly optimizer: 'adam' | 'adamw' | 'sgd' | 'rmsprop'
  readonly learningRate?: number
  readonly weightDecay?: number
  readonly momentum?: number
  readonly nesterov?: boolean
  readonly clipNorm?: number
  readonly embeddingUpdates: 'sparse' | 'dense'
  readonly schedule: 'constant' | 'cosine' | 'step' | 'plateau'
  readonly warmupSteps: number
  readonly decaySteps?: number
  readonly scheduleEpochs?: number
  readonly scheduleFactor?: number
  readonly minimumRate?: number
}

/** Adds the options about steps, optimizer and learning rate. */
export function withOptimization(command: Command): Command {
  command
    .optionsGroup('Training:')
    .option('--epochs <n>', 'most passes over the data', wholeNumber(1), 10)
    .option('--patience <n|none>', 'epochs without improvement before the training stops', patience, 2)
    .option('--batch-size <n>', 'rows a step', wholeNumber(1), 32)
    .option('--no-bucketing', 'shuffle rows of all lengths together (default: batches of rows of similar length)')
    .option(
      '--class-weights <weights>',
      'how much the rows of a label count: balanced, or spam=2,ham=0.5 (default: 1 each)',
      classWeights,
    )
    .option('--label-smoothing <share>', 'draws the targets towards an even distribution', share, 0)
    .option('--seed <n>', 'same seed and data, same model', wholeNumber(0), 42)
  return withSchedule(withOptimizer(withEngine(command)))
}

function withOptimizer(command: Command): Command {
  return command
    .optionsGroup('Optimizer:')
    .addOption(
      new Option('--optimizer <name>', "with Keras' defaults")
        .choices(['adam', 'adamw', 'sgd', 'rmsprop'])
        .default('adam'),
    )
    .option('--learning-rate <x>', 'size of a step (default: 0.001; 0.01 for sgd)', positiveNumber)
    .option('--weight-decay <x>', 'adamw: how much weights shrink a step (default: 0.004)', notNegative)
    .option('--momentum <share>', 'sgd, rmsprop: how much of the last step is kept (default: 0)', share)
    .option('--nesterov', 'sgd: Nesterov momentum')
    .option('--clip-norm <x>', 'longest gradient of all weights together (default: no limit)', positiveNumber)
    .addOption(
      new Option('--embedding-updates <which>', 'vectors that a step moves: those of its words, or all as Keras does')
        .choices(['sparse', 'dense'])
        .default('sparse'),
    )
}

function withSchedule(command: Command): Command {
  return command
    .optionsGroup('Learning rate over time:')
    .addOption(
      new Option('--schedule <name>', 'how the learning rate moves')
        .choices(['constant', 'cosine', 'step', 'plateau'])
        .default('constant'),
    )
    .option('--warmup-steps <n>', 'steps over which it rises from 0', wholeNumber(0), 0)
    .option('--decay-steps <n>', 'cosine: steps behind the warm-up over which it falls (default: all)', wholeNumber(1))
    .option(
      '--schedule-epochs <n>',
      'step: epochs between two reductions; plateau: epochs without a better loss before one (default: 1)',
      wholeNumber(1),
    )
    .option(
      '--schedule-factor <x>',
      'step, plateau: what a reduction multiplies it by (default: 0.5 for step, 0.1 for plateau)',
      factor,
    )
    .option('--minimum-rate <x>', 'cosine, plateau: lowest learning rate (default: 0)', notNegative)
}
