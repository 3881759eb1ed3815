import { WordloomError } from '@wordloom/core'
import { chmod, mkdir, readFile, readdir, readlink, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../src/index.js'
import { bytes, contentOf, folderOf, leftovers, temporaryFolder, text } from './temporary-folder.js'

const files = nodeFiles()

describe('files', () => {
  it('should write a file, with its parents, and read it', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a', 'b', 'model.onnx')

    await files.writeFile(path, bytes('content'))

    expect(text(await files.readFile(path))).toBe('content')
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['model.onnx'])
  })

  it('should refuse an existing file and leave it alone, unless overwriting is allowed', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'file')
    await files.writeFile(path, bytes('old'))

    await expect(files.writeFile(path, bytes('new'))).rejects.toMatchObject({
      code: 'FILE_EXISTS',
      details: { file: path, hint: expect.stringContaining('--force') },
    })
    expect(text(await files.readFile(path))).toBe('old')

    await files.writeFile(path, bytes('new'), { overwrite: true })
    expect(text(await files.readFile(path))).toBe('new')
    expect(await leftovers(folder)).toEqual([])
  })

  it('should let one of many writers at once win where overwriting is not allowed', async () => {
    const path = join(await temporaryFolder(), 'file')

    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, writer) => files.writeFile(path, bytes(`${writer}`))),
    )

    const winner = results.findIndex(({ status }) => status === 'fulfilled')
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(text(await files.readFile(path))).toBe(`${winner}`)
  })

  it('should keep permissions, and a link as a link', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'private')
    const link = join(folder, 'link')
    await files.writeFile(path, bytes('old'))
    await chmod(path, 0o600)
    await symlink('private', link)

    await files.writeFile(link, bytes('new'), { overwrite: true })

    expect(await readlink(link)).toBe('private')
    expect(text(await files.readFile(path))).toBe('new')
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('should say what is missing or cannot be read', async () => {
    const folder = await temporaryFolder()
    const missing = join(folder, 'missing')

    await expect(files.readFile(missing)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: { file: missing } })
    await expect(files.readFolder(missing)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    await expect(files.readFile(folder)).rejects.toMatchObject({ code: 'FILE_READ_FAILED' })
    await writeFile(missing, '')
    await expect(files.readFolder(missing)).rejects.toMatchObject({ code: 'FILE_READ_FAILED' })
    await expect(files.readFile(join(missing, 'file'))).rejects.toBeInstanceOf(WordloomError)
    await expect(files.writeFile(join(missing, 'file'), bytes(''))).rejects.toMatchObject({ code: 'FILE_WRITE_FAILED' })
  })
})

describe('folders', () => {
  it('should write a folder and read it, subfolders left out', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'deep', 'model')

    await files.writeFolder(path, folderOf('one'))
    await mkdir(join(path, 'subfolder'))

    expect(await files.readFolder(path)).toEqual(folderOf('one'))
    expect(await readdir(join(folder, 'deep'))).toEqual(['model'])
  })

  it('should refuse an existing folder, unless overwriting is allowed: then nothing of the old is left', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await files.writeFolder(path, new Map([...folderOf('old'), ['more', bytes('old')]]))

    await expect(files.writeFolder(path, folderOf('new'))).rejects.toMatchObject({
      code: 'FILE_EXISTS',
      details: { hint: expect.stringContaining('--force') },
    })
    expect((await files.readFolder(path)).size).toBe(4)

    await files.writeFolder(path, folderOf('new'), { overwrite: true })
    expect(contentOf(await files.readFolder(path))).toBe('new')
    expect(await leftovers(folder)).toEqual([])
  })

  it('should write through a link to a folder', async () => {
    const folder = await temporaryFolder()
    await files.writeFolder(join(folder, 'v1'), folderOf('old'))
    await symlink('v1', join(folder, 'current'), 'dir')

    await files.writeFolder(join(folder, 'current'), folderOf('new'), { overwrite: true })

    expect(await readlink(join(folder, 'current'))).toBe('v1')
    expect(contentOf(await files.readFolder(join(folder, 'v1')))).toBe('new')
  })

  it('should never replace a file by a folder or a folder by a file', async () => {
    const folder = await temporaryFolder()
    await files.writeFile(join(folder, 'file'), bytes('kept'))
    await files.writeFolder(join(folder, 'folder'), folderOf('kept'))

    for (const overwrite of [true, false]) {
      await expect(files.writeFolder(join(folder, 'file'), folderOf('new'), { overwrite })).rejects.toMatchObject({
        code: 'FILE_EXISTS',
        details: { received: 'a file' },
      })
      await expect(files.writeFile(join(folder, 'folder'), bytes('new'), { overwrite })).rejects.toMatchObject({
        code: 'FILE_EXISTS',
        details: { received: 'a folder' },
      })
    }
    expect(text(await files.readFile(join(folder, 'file')))).toBe('kept')
    expect(contentOf(await files.readFolder(join(folder, 'folder')))).toBe('kept')
  })

  it.each(['', '.', '..', '../up', 'a/b', 'a\\b', '/absolute', 'C:file', 'nul\0'])(
    'should refuse the file name %j',
    async (name) => {
      const folder = await temporaryFolder()

      await expect(files.writeFolder(join(folder, 'model'), new Map([[name, bytes('')]]))).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { received: JSON.stringify(name) },
      })
      expect(await readdir(folder)).toEqual([])
    },
  )

  it('should give one whole version to readers while writers replace the folder', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    await files.writeFolder(path, folderOf('0'))
    let writing = true
    const write = async (writer: number): Promise<void> => {
      for (let version = 0; version < 40; version++) {
        await files.writeFolder(path, folderOf(`${writer}.${version}`), { overwrite: true })
      }
    }
    const seen = new Set<string>()
    const read = async (): Promise<void> => {
      while (writing) seen.add(contentOf(await files.readFolder(path)))
    }

    const readers = [read(), read()]
    await Promise.all([write(1), write(2)]).finally(() => (writing = false))
    await Promise.all(readers)

    expect(seen.size).toBeGreaterThan(2)
    expect(contentOf(await files.readFolder(path))).toMatch(/\.39$/)
    expect(await leftovers(folder)).toEqual([])
  })

  it('should move a folder back that was left aside, when it is read and before it is written', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    const aside = join(folder, '.model.old-0123456789ab')
    await files.writeFolder(aside, folderOf('old'))

    expect(contentOf(await files.readFolder(path))).toBe('old')
    expect(await readdir(folder)).toEqual(['model'])

    await files.writeFolder(join(folder, '.other.old-0123456789ab'), folderOf('old'))
    await expect(files.writeFolder(join(folder, 'other'), folderOf('new'))).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    })
    expect(contentOf(await files.readFolder(join(folder, 'other')))).toBe('old')
  })

  it('should leave names alone that only look temporary, and young temporary ones of other writers', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'model')
    const names = ['.model.old-notes', '.model.tmp-0123456789ab', '.modelling.old-0123456789ab', 'model']
    for (const name of names) await files.writeFolder(join(folder, name), folderOf('kept'))
    await utimes(join(folder, '.model.tmp-0123456789ab'), 0, 0)

    await files.writeFolder(path, folderOf('new'), { overwrite: true })

    expect((await readdir(folder)).sort()).toEqual(names)
    expect(await readFile(join(folder, '.model.old-notes', 'model.json'), 'utf8')).toBe('kept')
  })
})

describe('listing and removing', () => {
  it('should list files and folders, sorted, and nothing for a folder that is not there', async () => {
    const folder = await temporaryFolder()
    expect(await files.list(join(folder, 'missing'))).toEqual([])
    await files.writeFolder(join(folder, 'b'), folderOf('one'))
    await files.writeFile(join(folder, 'a'), bytes('one'))
    await files.writeFile(join(folder, '.hidden'), bytes('one'))

    expect(await files.list(folder)).toEqual(['.hidden', 'a', 'b'])
    await expect(files.list(join(folder, 'a'))).rejects.toMatchObject({ code: 'FILE_READ_FAILED' })
  })

  it('should not list what is being written, and move back what was set aside', async () => {
    const folder = await temporaryFolder()
    await files.writeFolder(join(folder, '.new.tmp-0123456789ab'), folderOf('half'))
    await files.writeFolder(join(folder, '.model.old-0123456789ab'), folderOf('old'))

    expect(await files.list(folder)).toEqual(['model'])
    expect(contentOf(await files.readFolder(join(folder, 'model')))).toBe('old')
    expect(await leftovers(folder)).toEqual(['.new.tmp-0123456789ab'])
  })

  it('should remove a file or folder with what interrupted writes of it left, and nothing else', async () => {
    const folder = await temporaryFolder()
    const names = ['model', '.model.tmp-0123456789ab', '.model.old-0123456789ab', 'other', '.other.tmp-0123456789ab']
    for (const name of names) await files.writeFolder(join(folder, name), folderOf('some'))
    await files.writeFile(join(folder, 'file'), bytes('some'))

    await files.remove(join(folder, 'model'))
    await files.remove(join(folder, 'file'))
    await files.remove(join(folder, 'nothing'))

    expect((await readdir(folder)).sort()).toEqual(['.other.tmp-0123456789ab', 'other'])
  })
})
