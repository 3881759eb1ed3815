import { encodeModelFolder } from '@wordloom/core'
import { webFiles } from '@wordloom/trainer-web'
import type { NetworkSizes } from '../../train/data/dataset.js'
import type { Figures } from './figures.js'
import { modelFolder } from './kept-model.js'
import { referenceModel } from './reference-model.js'

// The page that puts a model where the browser keeps models.
globalThis.figures = async (sizes: NetworkSizes): Promise<Figures> => {
  const files = encodeModelFolder(referenceModel(sizes))
  await webFiles().writeFolder(modelFolder, files)
  return { bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0) }
}
