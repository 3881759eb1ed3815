import { expect, it } from 'vitest'
import * as kernels from '../src/index.js'

it('should export what the package promises and nothing else', () => {
  expect(Object.keys(kernels).toSorted()).toEqual(['createKernelsEngine', 'kernelsEngine', 'kernelsSupport'])
})
