import { describe, it } from 'vitest'
import { expectHashes } from './hash-program.js'

describe('deterministic training', () => {
  it('should give the committed bytes in this Node, on 1, 2 and 4 threads', async () => {
    await expectHashes([process.execPath], process.version)
  })
})
