import { describe } from 'vitest'
import { describeEngine } from '../../../tfjs-engine/test/support/run-engine-cases.js'
import { tolerances } from '../../../tfjs-engine/test/support/tolerances.js'
import { loadTfjs } from '../../src/tfjs/load-tfjs.js'
import { setBackend } from '../../src/tfjs/set-backend.js'
import { tfjsNodeFolder, tfjsNodeTitle } from '../support/tfjs-node.js'

const folders = tfjsNodeFolder === undefined ? [] : [tfjsNodeFolder]

describe.skipIf(folders.length === 0)(`the library of TensorFlow, ${tfjsNodeTitle}`, () => {
  if (folders.length === 0) return
  describeEngine(
    'tensorflow',
    async () => {
      const tf = loadTfjs('tensorflow', folders)
      await setBackend(tf, 'tensorflow')
      return tf
    },
    tolerances.tensorflow,
  )
})
