/**
 * Predicts on the calling thread, and brings nothing of training.
 *
 * @packageDocumentation
 */
import { decodeModelFolder, type Classifier, type TrainedModel } from '@wordloom/core'
import { createClassifier } from '@wordloom/training'
import { kernelsBackend } from './engine/kernels-backend.js'
import { webFiles } from './files/web-files.js'

/**
 * Makes a model predict on the thread that calls it, with the kernels alone: small to download and quick to start, for
 * pages that only predict.
 *
 * @throws WordloomError what `createClassifier` of `@wordloom/training` throws.
 */
export function createPredictor<Label extends string>(model: TrainedModel<Label>): Promise<Classifier<Label>> {
  return createClassifier(model, kernelsBackend({ threads: 1 }))
}

/**
 * Takes up a model that `saveModel` of a web trainer, or `webFiles`, keeps in the browser.
 *
 * @throws WordloomError `FILE_NOT_FOUND`, and what `decodeModelFolder` throws.
 */
export async function loadPredictor(folder: string, database?: string): Promise<Classifier> {
  return createPredictor(decodeModelFolder(await webFiles(database).readFolder(folder), folder))
}
