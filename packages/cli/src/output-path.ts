import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { modelFolderFiles, WordloomError } from '@wordloom/core'
import { readError } from '@wordloom/datasets'

/** What is to be written, and whether something there may be replaced. */
export interface OutputOptions {
  readonly force?: boolean
}

/**
 * Makes sure, before work that takes minutes, that a model folder can be written to `path`. With `force` it replaces an
 * empty folder or a model, never a folder that holds anything else: it would all be removed.
 *
 * @throws WordloomError `FILE_EXISTS`, `FILE_WRITE_FAILED`, `INVALID_ARGUMENT`
 */
export async function assertFolderOutput(path: string, { force = false }: OutputOptions): Promise<void> {
  const kind = await kindOf(path)
  if (kind === undefined) return assertWritableParent(path)
  if (!force) throw alreadyExists(path)
  if (kind === 'file') {
    throw new WordloomError('FILE_EXISTS', 'A file is where the model folder would be written', {
      file: path,
      hint: '--force replaces a model folder only: choose another --output.',
    })
  }
  const modelFiles = new Set<string>(Object.values(modelFolderFiles))
  const foreign = (await readdir(path)).filter((name) => !modelFiles.has(name))
  if (foreign.length > 0) {
    throw new WordloomError('FILE_EXISTS', 'The output folder holds files that are not part of a model', {
      file: path,
      received: foreign.slice(0, 5).join(', '),
      hint: '--force would remove them with the old model: move them away, or choose another --output.',
    })
  }
  await assertWritable(dirname(resolve(path)), path)
}

/**
 * Makes sure that a file can be written to `path`.
 *
 * @throws WordloomError `FILE_EXISTS`, `FILE_WRITE_FAILED`, `INVALID_ARGUMENT`
 */
export async function assertFileOutput(path: string, { force = false }: OutputOptions): Promise<void> {
  const kind = await kindOf(path)
  if (kind === undefined) return assertWritableParent(path)
  if (kind === 'folder') {
    throw new WordloomError('FILE_EXISTS', 'A folder is where the file would be written', {
      file: path,
      hint: `Name a file in it: --output ${join(path, 'model.onnx')}`,
    })
  }
  if (!force) throw alreadyExists(path)
  await assertWritable(dirname(resolve(path)), path)
}

/** Tells a file from a folder; undefined when nothing is there. */
export async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  if (path === '') throw new WordloomError('INVALID_ARGUMENT', 'A path is empty')
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const failure = readError(path, error)
    if (failure instanceof WordloomError && failure.code === 'FILE_NOT_FOUND') return undefined
    throw failure
  }
}

/** Missing parents are created when the output is written, so the nearest one that exists must be a writable folder. */
async function assertWritableParent(path: string): Promise<void> {
  let parent = dirname(resolve(path))
  let kind = await kindOf(parent)
  while (kind === undefined && dirname(parent) !== parent) {
    parent = dirname(parent)
    kind = await kindOf(parent)
  }
  if (kind === 'file') {
    throw new WordloomError('FILE_WRITE_FAILED', 'A part of the output path is a file, not a folder', {
      file: path,
      received: parent,
    })
  }
  await assertWritable(parent, path)
}

async function assertWritable(folder: string, path: string): Promise<void> {
  try {
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw new WordloomError('FILE_WRITE_FAILED', 'Nothing can be written into the folder of the output', {
      file: path,
      received: folder,
      hint: 'Check its permissions, or choose another --output.',
      cause,
    })
  }
}

function alreadyExists(path: string): WordloomError {
  return new WordloomError('FILE_EXISTS', 'The output exists already', {
    file: path,
    hint: 'Pass --force to replace it, or choose another --output.',
  })
}
