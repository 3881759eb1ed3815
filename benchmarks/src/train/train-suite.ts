import type { Suite } from '../runner/suite.js'
import { epochCase } from './cases/epoch.js'
import { gemmShareCase } from './cases/gemm-share.js'
import { largeVocabularyCase } from './cases/large-vocabulary.js'
import { memoryCase } from './cases/memory.js'
import { oddShapesCase } from './cases/odd-shapes.js'
import { predictCase } from './cases/predict.js'
import { referenceCase } from './cases/reference.js'
import { startCase } from './cases/start.js'
import { threadsCase } from './cases/threads.js'
import { vocabularyCase } from './cases/vocabulary.js'

/** Training and predicting on the CPU. */
export const trainSuite: Suite = {
  name: 'train',
  description: 'training and predicting: Wordloom, Keras on TensorFlow and on JAX, PyTorch',
  cases: [
    referenceCase,
    epochCase,
    largeVocabularyCase,
    predictCase,
    startCase,
    memoryCase,
    gemmShareCase,
    threadsCase,
    vocabularyCase,
    oddShapesCase,
  ],
}
