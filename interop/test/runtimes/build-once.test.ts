import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildOnce } from '../../src/runtimes/build-once.js'
import { temporaryFolder } from '../support.js'

describe('buildOnce', () => {
  it('should build again when a source or a version changes, and only then', async () => {
    const root = await temporaryFolder()
    const [folder, sources] = [join(root, 'build'), join(root, 'sources')]
    await mkdir(sources)
    await writeFile(join(sources, 'main'), 'one')
    let builds = 0
    const build = async (): Promise<void> => {
      builds += 1
      await mkdir(folder)
      await writeFile(join(folder, 'built'), String(builds))
    }
    const run = (version: string): Promise<void> =>
      buildOnce({ folder, sources: [sources], versions: [version], build })
    await run('1')
    await run('1')
    expect(builds).toBe(1)
    await run('2')
    expect(builds).toBe(2)
    await writeFile(join(sources, 'main'), 'two')
    await run('2')
    expect(await readFile(join(folder, 'built'), 'utf8')).toBe('3')
  })

  it('should build again after a failure, from nothing', async () => {
    const folder = join(await temporaryFolder(), 'build')
    const options = { folder, sources: [], versions: [] }
    const fail = async (): Promise<void> => {
      await mkdir(folder)
      throw new Error('no')
    }
    await expect(buildOnce({ ...options, build: fail })).rejects.toThrow('no')
    await expect(buildOnce({ ...options, build: () => mkdir(folder).then(() => {}) })).resolves.toBeUndefined()
  })
})
