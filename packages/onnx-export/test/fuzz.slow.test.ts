import { it } from 'vitest'
import { fuzzOnnx } from './support/fuzz-onnx.js'

it('should read or refuse ONNX files with a code, whatever was changed', { timeout: 600_000 }, async () => {
  await fuzzOnnx(20_000)
})
