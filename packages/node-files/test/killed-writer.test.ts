import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../src/index.js'
import { contentOf, folderOf, temporaryFolder } from './temporary-folder.js'

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const files = nodeFiles()

describe('a writer that is killed', () => {
  it('should leave the old folder or the new one whole, whichever step it was killed at', async () => {
    const path = join(await temporaryFolder(), 'model')
    const outcomes: string[] = []
    let missing = 0

    for (let call = 1; ; call++) {
      await files.writeFolder(path, folderOf('old'), { overwrite: true })
      const child = spawnSync(process.execPath, [fixture('write-and-die.mjs'), path, `${call}`], { encoding: 'utf8' })
      expect(child.stderr, 'the built package is needed: npx nx build node-files').toBe('')
      if (!existsSync(path)) missing += 1
      const content = contentOf(await files.readFolder(path))
      outcomes.push(content)
      if (child.signal === null) break
    }

    expect(outcomes.length).toBeGreaterThan(10)
    expect(outcomes[0]).toBe('old')
    expect(outcomes.at(-1)).toBe('new')
    expect(outcomes.join(' ')).toMatch(/^(old )+(new ?)+$/)
    // Without a moment in which nothing is under the final name this test would not have shown the recovery.
    expect(missing).toBeGreaterThan(0)
  })

  it('should leave a whole folder when it is killed at any time', async () => {
    const path = join(await temporaryFolder(), 'model')
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [fixture('write-forever.mjs'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const exited = once(child, 'exit')
      await Promise.race([
        once(child.stdout, 'data'),
        exited.then(() => expect.unreachable('the built package is needed: npx nx build node-files')),
      ])
      await new Promise((resolve) => setTimeout(resolve, 3 + 7 * round))
      child.kill('SIGKILL')
      await exited

      const folder = await files.readFolder(path)
      expect([...folder.keys()]).toEqual(['model.json', 'vocabulary.txt', 'weights.safetensors'])
      expect([...folder.values()].map(({ length }) => length)).toEqual([20_000, 20_000, 20_000])
      expect(new Set([...folder.values()].flatMap((content) => [...content])).size).toBe(1)
    }
  })
})
