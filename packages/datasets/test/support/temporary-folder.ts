import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A folder for the tests of a file, removed after them. */
export function temporaryFolder(): {
  path(name: string): string
  write(name: string, content: string | Uint8Array): Promise<string>
} {
  let folder: string | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wordloom-datasets-'))
  })
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })
  const path = (name: string): string => {
    if (folder === undefined) throw new Error('The folder exists only while tests run.')
    return join(folder, name)
  }
  return {
    path,
    async write(name, content) {
      await writeFile(path(name), content)
      return path(name)
    },
  }
}
