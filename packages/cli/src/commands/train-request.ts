import type { LearningRateSchedule, ModelSpecOptions, OptimizerOptions, TrainingOptions } from '@wordloom/core'
import { withoutUndefined } from '../options/without-undefined.js'
import type { TrainOptions } from './train-options.js'

/** What the options say about a training, but for its data, vectors and signals. */
export function trainingOptions(options: TrainOptions): TrainingOptions {
  const { maxTokens, minFrequency, epochs, batchSize, patience, seed, bucketing, labelSmoothing } = options
  const { checkpoints: path, checkpointEvery: everySteps, keep, resume } = options
  return {
    model: modelOptions(options),
    optimizer: optimizerOptions(options),
    learningRateSchedule: scheduleOptions(options),
    maxTokens,
    minFrequency,
    epochs,
    batchSize,
    patience,
    seed,
    bucketing,
    labelSmoothing,
    ...withoutUndefined({ classWeights: options.classWeights }),
    ...(path !== undefined && { checkpoints: { path, ...withoutUndefined({ everySteps, keep, resume }) } }),
  }
}

const trainable = { all: false, pretrained: 'new-words', none: true } as const

function modelOptions(options: TrainOptions): ModelSpecOptions {
  const { units, layers, pooling, dropout, resetBefore = false, freezeEmbedding = 'none', dimension } = options
  return {
    tokenizer: options.tokenizer,
    maxLength: options.maxLength,
    embedding: { trainable: trainable[freezeEmbedding], ...withoutUndefined({ dimension }) },
    encoder: { units, layers, pooling, dropout, resetAfter: !resetBefore },
    hidden: { units: options.hidden },
  }
}

function optimizerOptions(options: TrainOptions): OptimizerOptions {
  const { learningRate, weightDecay, momentum, nesterov, clipNorm: globalClipNorm, embeddingUpdates } = options
  const common = { embeddingUpdates, ...withoutUndefined({ learningRate, globalClipNorm }) }
  switch (options.optimizer) {
    case 'adam':
      return { type: 'adam', ...common }
    case 'adamw':
      return { type: 'adamw', ...common, ...withoutUndefined({ weightDecay }) }
    case 'sgd':
      return { type: 'sgd', ...common, ...withoutUndefined({ momentum, nesterov }) }
    case 'rmsprop':
      return { type: 'rmsprop', ...common, ...withoutUndefined({ momentum }) }
  }
}

function scheduleOptions(options: TrainOptions): LearningRateSchedule {
  const { warmupSteps, decaySteps, scheduleEpochs, scheduleFactor: factor, minimumRate: minimum } = options
  switch (options.schedule) {
    case 'constant':
      return { type: 'constant', warmupSteps }
    case 'cosine':
      return { type: 'cosine', warmupSteps, ...withoutUndefined({ decaySteps, minimum }) }
    case 'step':
      return { type: 'step', warmupSteps, ...withoutUndefined({ epochs: scheduleEpochs, factor }) }
    case 'plateau':
      return {
        type: 'reduce-on-plateau',
        warmupSteps,
        ...withoutUndefined({ patience: scheduleEpochs, factor, minimum }),
      }
  }
}
