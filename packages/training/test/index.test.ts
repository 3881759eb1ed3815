import { expect, it } from 'vitest'
import * as training from '../src/index.js'

it('should export what the README lists, and nothing else', () => {
  expect(Object.keys(training).sort()).toEqual([
    'TrainingDivergedError',
    'completeSchedule',
    'createBatcher',
    'createClassifier',
    'createFitState',
    'createLearningRate',
    'createPause',
    'createTrainer',
    'createTrainingBatcher',
    'defaultOptimizer',
    'encodeRows',
    'epochOrder',
    'evaluateClassification',
    'evaluateMultiLabel',
    'fit',
    'glorotUniform',
    'initialEmbedding',
    'initializeWeights',
    'multiLabelSplit',
    'optimizerSpec',
    'orthogonalMatrix',
    'prepareData',
    'prepareTraining',
    'rocAuc',
    'rowsByLength',
    'rowsInMemory',
    'shuffle',
    'startTraining',
    'stratifiedSplit',
    'tokenizeTexts',
    'tokensOf',
    'trainingSettings',
  ])
})
