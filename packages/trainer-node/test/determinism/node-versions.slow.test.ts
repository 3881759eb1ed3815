import { describe, expect, it } from 'vitest'
import { runNode } from '../support/run-node.js'
import { expectHashes } from './hash-program.js'

describe('deterministic training', () => {
  it.for([20, 22, 24, 26])(
    'should give the committed bytes in Node %d, on 1, 2 and 4 threads',
    { timeout: 600_000 },
    async (major, { skip }) => {
      const node = ['npx', '-y', `node@${major}`]
      const version = await runNode(node, ['-p', 'process.version']).catch((error: unknown) =>
        skip(`no Node ${major} from npm: ${String(error).slice(0, 300)}`),
      )
      expect(version).toMatch(new RegExp(`^v${major}\\.`))
      await expectHashes(node, version)
    },
  )
})
