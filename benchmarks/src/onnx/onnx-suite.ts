import type { Suite } from '../runner/suite.js'
import { onnxOneTextCase } from './cases/onnx-one-text.js'
import { onnxPredictCase } from './cases/onnx-predict.js'
import { onnxExportCase, onnxLoadCase, onnxSizeCase } from './cases/own-figures.js'

/** Exported files, and the runtimes that they run in. */
export const onnxSuite: Suite = {
  name: 'onnx',
  description: 'exporting, and predicting: the kernels, onnxruntime in Node, as WebAssembly and in Python',
  cases: [onnxPredictCase, onnxOneTextCase, onnxExportCase, onnxLoadCase, onnxSizeCase],
}
