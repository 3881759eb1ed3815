import {
  decodeModelFolder,
  encodeModelFolder,
  type Classifier,
  type TrainedModel,
  type WriteOptions,
} from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import { nodeTrainer } from './node-trainer.js'

/**
 * Writes a model folder: all of it or nothing.
 *
 * @throws WordloomError `FILE_EXISTS` when something is there and `overwrite` is not set, `FILE_WRITE_FAILED`.
 */
export async function saveModel(model: TrainedModel, folder: string, options?: WriteOptions): Promise<void> {
  await nodeFiles().writeFolder(folder, encodeModelFolder(model), options)
}

/**
 * Reads a model folder, as data. Errors name the file.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, `FILE_READ_FAILED`, `MODEL_SPEC_INVALID`, `MODEL_VERSION`,
 * `VOCABULARY_INVALID`, `MODEL_VOCABULARY_MISMATCH`, `SAFETENSORS_MALFORMED`, `TENSOR_MISSING`, `TENSOR_SHAPE`,
 * `NOT_A_NUMBER`, `INVALID_UTF8`.
 */
export async function loadModel(folder: string): Promise<TrainedModel> {
  return decodeModelFolder(await nodeFiles().readFolder(folder), folder)
}

/** Reads a model folder and makes the model predict. Errors are those of {@link loadModel}. */
export async function loadClassifier(folder: string): Promise<Classifier> {
  return nodeTrainer().createClassifier(await loadModel(folder))
}
