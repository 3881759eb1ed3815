import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { interopFolder } from '../src/folders.js'
import { runtimes } from '../src/runtimes/runtimes.js'

const programs = join(interopFolder, 'programs')

describe('the programs', () => {
  it('should be where runtimes say', () => {
    for (const { program } of runtimes) expect(existsSync(join(programs, program)), program).toBe(true)
  })

  it('should pin every package for Python, and have requirements for every environment', async () => {
    const folder = join(programs, 'python/requirements')
    const files = await readdir(folder)
    const environments = runtimes
      .filter(({ program }) => program.startsWith('python/'))
      .map(({ name }) => `${name}.txt`)
    expect(files.sort()).toEqual(environments.sort())
    for (const file of files) {
      for (const line of (await readFile(join(folder, file), 'utf8')).trim().split('\n'))
        expect(line).toMatch(/^\S+==\S+$/)
    }
  })

  it('should have the lock files of Rust and Go', () => {
    for (const file of ['rust/Cargo.lock', 'go/go.sum']) expect(existsSync(join(programs, file)), file).toBe(true)
  })
})
