import { it } from 'vitest'
import { fuzzModels } from '../support/fuzz-model.js'

it('should read or refuse model folders with a code, whatever was changed', { timeout: 300_000 }, () => {
  fuzzModels(100_000)
})
