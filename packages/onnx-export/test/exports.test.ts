import { expect, it } from 'vitest'
import * as onnxExport from '../src/index.js'

it('should export exactly the public functions', () => {
  expect(Object.keys(onnxExport).sort()).toEqual([
    'createCertificate',
    'exportOnnx',
    'exportOnnxWithData',
    'inspectOnnx',
    'onnx',
    'parseCertificate',
    'restrictVocabulary',
    'roundedModel',
    'usedVocabulary',
    'verifyOnnx',
  ])
})
