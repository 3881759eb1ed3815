import {
  decodeModelFolder,
  encodeModelFolder,
  type Classifier,
  type TrainedModel,
  type WriteOptions,
} from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import { unzipModelFolder, zipModelFolder } from '@wordloom/training/archive'
import { nodeTrainer } from './node-trainer.js'

/** An archive of a model folder, as trainers in browsers give it to download. */
const archive = /\.zip$/i

/**
 * Writes a model folder, or one zip archive of it for a path that ends with `.zip`: all of it or nothing.
 *
 * @throws WordloomError `FILE_EXISTS` when something is there and `overwrite` is not set, `FILE_WRITE_FAILED`.
 */
export async function saveModel(model: TrainedModel, path: string, options?: WriteOptions): Promise<void> {
  const files = encodeModelFolder(model)
  if (archive.test(path)) await nodeFiles().writeFile(path, await zipModelFolder(files), options)
  else await nodeFiles().writeFolder(path, files, options)
}

/**
 * Reads a model folder, or a zip archive of one, as data. Errors name the file.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `MODEL_SPEC_INVALID`, `MODEL_VERSION`,
 * `VOCABULARY_INVALID`, `MODEL_VOCABULARY_MISMATCH`, `SAFETENSORS_MALFORMED`, `TENSOR_MISSING`, `TENSOR_SHAPE`,
 * `NOT_A_NUMBER`, `INVALID_UTF8`; `ARCHIVE_MALFORMED`.
 */
export async function loadModel(path: string): Promise<TrainedModel> {
  const files = nodeFiles()
  const folder = archive.test(path)
    ? await unzipModelFolder(await files.readFile(path), path)
    : await files.readFolder(path)
  return decodeModelFolder(folder, path)
}

/** Reads a model folder, or a zip archive of one, and makes the model predict. Errors are those of {@link loadModel}. */
export async function loadClassifier(path: string): Promise<Classifier> {
  return nodeTrainer().createClassifier(await loadModel(path))
}
