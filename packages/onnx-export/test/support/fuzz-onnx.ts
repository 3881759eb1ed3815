import { isWordloomError } from '@wordloom/core'
import fc from 'fast-check'
import { exportOnnx, exportOnnxWithData } from '../../src/export-onnx.js'
import { inspectOnnx } from '../../src/inspect-onnx.js'
import type { OnnxRuntime } from '../../src/runtime/onnx-runtime.js'
import { verifyOnnx } from '../../src/verify/verify-onnx.js'
import { randomModel } from './models.js'
import { mutated } from '../../../../reference/fuzzing/mutated.js'
import { referenceClassifier } from './reference.js'

const model = randomModel({ words: 60, encoder: { layers: 2, pooling: 'max' } })
const classifier = referenceClassifier(model)
const { bytes: smallFile, data } = exportOnnxWithData(model, 'model.onnx.data')
const files = [exportOnnx(model), exportOnnx(model, { inputs: 'tokens', precision: 'int8' }), smallFile]

/** The runtime is native code that is not ours to fuzz: whatever reaches it is refused. */
const refusingRuntime: OnnxRuntime = {
  InferenceSession: { create: () => Promise.reject(new Error('not loaded')) },
  Tensor: class {
    readonly type = 'int32'
    readonly data = undefined
    readonly dims: readonly number[] = []
  },
}

/** Reads and verifies files that were changed; anything but an answer or an error with a code is a defect. */
export async function fuzzOnnx(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files).chain(mutated), async (bytes) => {
      try {
        inspectOnnx(bytes)
        await verifyOnnx(classifier, bytes, { runtime: refusingRuntime, externalData: data })
      } catch (error) {
        if (!isWordloomError(error)) throw error
      }
    }),
    { numRuns },
  )
}
