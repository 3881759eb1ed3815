import type { Classifier } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'
import type { CommandIo } from '../io.js'
import { assertEngineUsage, engineSettings, type EngineOptions } from '../options/engine-options.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { kindOf } from '../output-path.js'

/**
 * Loads the classifier of a model folder, or of a zip archive of one; the caller disposes it.
 *
 * @param command - that wants it, for errors about its options.
 *
 * @throws WordloomError `INVALID_ARGUMENT`, `FILE_NOT_FOUND`, `FILE_READ_FAILED`, and what reading a model folder throws.
 */
export async function loadModelFolder(
  folder: string,
  command: 'evaluate' | 'predict' | 'export' | 'verify',
  options: EngineOptions & OutputModeOptions,
  io: CommandIo,
): Promise<Classifier> {
  assertEngineUsage(command, options)
  await assertModelFolder(folder)
  const { loadModel, nodeTrainer } = await import('@wordloom/trainer-node')
  return nodeTrainer(engineSettings(options, io)).createClassifier(await loadModel(folder))
}

async function assertModelFolder(folder: string): Promise<void> {
  const kind = await kindOf(folder)
  const isArchive = kind === 'file' && /\.zip$/i.test(folder)
  if (kind === 'folder' || isArchive) return
  const hint = 'Name a folder that `wordloom train --output` wrote.'
  if (kind === 'file')
    throw new WordloomError('FILE_READ_FAILED', 'This is a file, not a model folder', { file: folder, hint })
  throw new WordloomError('FILE_NOT_FOUND', 'The model folder does not exist', { file: folder, hint })
}
