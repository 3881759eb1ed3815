import { execFileSync } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nodeFiles } from '../src/index.js'
import { nodeDisk, type Disk } from '../src/internal/disk.js'
import { filesOn } from '../src/internal/files-on.js'
import { bytes, contentOf, folderOf, leftovers, temporaryFolder, text } from './temporary-folder.js'

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code })
}

/** A disk on which the numbered calls (from 1) of one operation fail. */
function failing<Name extends keyof Disk>(operation: Name, code: string, ...numbers: number[]): Disk {
  let calls = 0
  const call = nodeDisk[operation] as (...values: unknown[]) => Promise<unknown>
  const fails = (...values: unknown[]): Promise<unknown> =>
    numbers.includes(++calls) ? Promise.reject(systemError(code)) : call(...values)
  return { ...nodeDisk, [operation]: fails }
}

/** The disk as it will be when what is on it now is old. */
const anHourLater: Disk = {
  ...nodeDisk,
  ownStatus: async (name) => {
    const status = await nodeDisk.ownStatus(name)
    status.ctimeMs -= 2n * 3_600_000n
    return status
  },
}

describe('a disk that fails', () => {
  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO'])('should keep the old file and say %s', async (code) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'file')
    await nodeFiles().writeFile(path, bytes('old'))

    const write = filesOn(failing('writeNew', code, 1)).writeFile(path, bytes('new'), { overwrite: true })

    await expect(write).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
      message: expect.stringContaining(code),
      details: { file: path, hint: expect.any(String), cause: { code } },
    })
    expect(text(await nodeFiles().readFile(path))).toBe('old')
    expect(await leftovers(folder)).toEqual([])
  })

  it('should keep the old folder when a later file cannot be written', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await nodeFiles().writeFolder(path, folderOf('old'))

    const write = filesOn(failing('writeNew', 'ENOSPC', 3)).writeFolder(path, folderOf('new'), { overwrite: true })

    await expect(write).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    expect(contentOf(await nodeFiles().readFolder(path))).toBe('old')
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('should put the old folder back when the new one cannot be moved in', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await nodeFiles().writeFolder(path, folderOf('old'))

    const write = filesOn(failing('rename', 'EIO', 2)).writeFolder(path, folderOf('new'), { overwrite: true })

    await expect(write).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED', details: { cause: { code: 'EIO' } } })
    expect(await readdir(folder)).toEqual(['model'])
    expect(contentOf(await nodeFiles().readFolder(path))).toBe('old')
  })

  it('should find the old folder even when it cannot be put back at once', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await nodeFiles().writeFolder(path, folderOf('old'))

    const write = filesOn(failing('rename', 'EIO', 2, 3)).writeFolder(path, folderOf('new'), { overwrite: true })

    await expect(write).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\.model\.old-[0-9a-f]{12}$/)])
    const readOnly = filesOn(failing('rename', 'EROFS', 1, 2, 3))
    expect(contentOf(await readOnly.readFolder(path))).toBe('old')
    expect(contentOf(await nodeFiles().readFolder(path))).toBe('old')
    expect(await readdir(folder)).toEqual(['model'])
  })

  it('should count a write as done when only tidying up fails', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await nodeFiles().writeFolder(path, folderOf('old'))

    await filesOn(failing('remove', 'EIO', 1)).writeFolder(path, folderOf('new'), { overwrite: true })

    expect(contentOf(await nodeFiles().readFolder(path))).toBe('new')
  })

  it('should write new files where the disk has no hard links, and still refuse existing ones', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'file')
    await filesOn(failing('link', 'ENOTSUP', 1)).writeFile(path, bytes('first'))

    await expect(filesOn(failing('link', 'ENOTSUP', 1)).writeFile(path, bytes('second'))).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    })
    expect(text(await nodeFiles().readFile(path))).toBe('first')
    expect(await leftovers(folder)).toEqual([])
  })
})

describe('what killed writers left', () => {
  it('should be removed by a later write once it is old', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    for (const name of ['model', '.model.tmp-0123456789ab', '.model.old-0123456789ab', '.another.tmp-0123456789ab']) {
      await nodeFiles().writeFolder(join(folder, name), folderOf('left'))
    }
    await filesOn(anHourLater).writeFolder(path, folderOf('new'), { overwrite: true })

    expect((await readdir(folder)).sort()).toEqual(['.another.tmp-0123456789ab', 'model'])
    expect(contentOf(await nodeFiles().readFolder(path))).toBe('new')
  })

  it('should be removed by a listing once it is old, but for what was set aside', async () => {
    const folder = await temporaryFolder()
    for (const name of ['model', '.model.tmp-0123456789ab', '.notes.tmp-old', '.gone.old-0123456789ab']) {
      await nodeFiles().writeFolder(join(folder, name), folderOf('left'))
    }

    expect(await filesOn(anHourLater).list(folder)).toEqual(['.notes.tmp-old', 'gone', 'model'])
    expect((await readdir(folder)).sort()).toEqual(['.notes.tmp-old', 'gone', 'model'])
  })
})

describe('a full disk', () => {
  it('should leave the old model whole and nothing else', async ({ skip }) => {
    const folder = await temporaryFolder()
    const small = join(folder, 'small')
    await mkdir(small)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], { stdio: 'pipe' })
    } catch {
      skip('a small disk cannot be mounted here: this needs Linux and the rights of root')
    }
    onTestFinished(() => void execFileSync('umount', [small]))
    const path = join(small, 'model')
    const large = new Uint8Array(1_000_000)
    await nodeFiles().writeFolder(path, folderOf('old'))
    await nodeFiles().writeFile(join(small, 'file'), bytes('old'))

    const folderWrite = nodeFiles().writeFolder(path, new Map([['weights', large]]), { overwrite: true })
    await expect(folderWrite).rejects.toMatchObject({
      code: 'FILE_WRITE_FAILED',
      details: { cause: { code: 'ENOSPC' }, hint: expect.stringContaining('full') },
    })
    const fileWrite = nodeFiles().writeFile(join(small, 'file'), large, { overwrite: true })
    await expect(fileWrite).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED', details: { cause: { code: 'ENOSPC' } } })

    expect((await readdir(small)).sort()).toEqual(['file', 'model'])
    expect(contentOf(await nodeFiles().readFolder(path))).toBe('old')
    expect(text(await nodeFiles().readFile(join(small, 'file')))).toBe('old')
  })
})
