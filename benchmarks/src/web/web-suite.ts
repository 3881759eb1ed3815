import type { Suite } from '../runner/suite.js'
import { firstPredictionCase } from './cases/first-prediction.js'
import { pageBlockedCase } from './cases/page-blocked.js'
import { tfjsNodeCase } from './cases/tfjs-node.js'
import { webPredictionCase } from './cases/web-prediction.js'
import { webReferenceCase } from './cases/web-reference.js'

/** Training and predicting in a browser, and on TensorFlow.js. */
export const webSuite: Suite = {
  name: 'web',
  description: 'in a browser and on TensorFlow.js: the kernels, the engine on TensorFlow.js, tfjs-layers',
  cases: [webReferenceCase, webPredictionCase, firstPredictionCase, pageBlockedCase, tfjsNodeCase],
}
