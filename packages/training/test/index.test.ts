import { expect, it } from 'vitest'
import * as training from '../src/index.js'

it('should export what the README lists, and nothing else', () => {
  expect(Object.keys(training).sort()).toEqual([
    'TrainingDivergedError',
    'createBatcher',
    'createCheckpoint',
    'createClassifier',
    'createTrainer',
    'createTrainingBatcher',
    'defaultOptimizer',
    'encodeRows',
    'evaluateClassification',
    'fit',
    'glorotUniform',
    'initialEmbedding',
    'initializeWeights',
    'orthogonalMatrix',
    'prepareData',
    'prepareTraining',
    'rocAuc',
    'rowsByLength',
    'shuffle',
    'startTraining',
    'stratifiedSplit',
    'tokenizeTexts',
    'tokensOf',
    'trainingSettings',
  ])
})
