import type { TrainedModel, Weights } from '@wordloom/core'
import {
  decodeModelFolder,
  encodeModelFolder,
  encodeSafetensors,
  modelFolderFiles,
  tensorFromFloat32,
} from '@wordloom/core'
import type { LayersModel } from './namespaces.js'

const key = 'wordloom'
/** The files of a model folder that go with a LayersModel; the weights are its own. */
const files = [modelFolderFiles.model, modelFolderFiles.vocabulary, modelFolderFiles.history]

/** Puts everything but the weights into the user-defined metadata, as the texts of the files of a model folder. */
export function writeMetadata(layersModel: LayersModel, model: TrainedModel): void {
  const folder = encodeModelFolder({ ...model, weights: new Map() })
  const decoder = new TextDecoder()
  const texts = Object.fromEntries(files.map((name) => [name, decoder.decode(folder.get(name))]))
  layersModel.setUserDefinedMetadata({ ...layersModel.getUserDefinedMetadata(), [key]: texts })
}

/** Whether a model carries what {@link writeMetadata} wrote. */
export function hasMetadata(layersModel: LayersModel): boolean {
  return textsOf(layersModel) !== undefined
}

/** The model that {@link writeMetadata} described, with other weights. Throws what `decodeModelFolder` throws. */
export function readMetadata(layersModel: LayersModel, weights: Weights): TrainedModel {
  const encoder = new TextEncoder()
  const texts = textsOf(layersModel) ?? {}
  const folder = new Map<string, Uint8Array>()
  for (const name of files) if (typeof texts[name] === 'string') folder.set(name, encoder.encode(texts[name]))
  const tensors = new Map([...weights].map(([name, tensor]) => [name, tensorFromFloat32(tensor)]))
  return decodeModelFolder(folder.set(modelFolderFiles.weights, encodeSafetensors(tensors)), 'user-defined metadata')
}

function textsOf(layersModel: LayersModel): Readonly<Record<string, unknown>> | undefined {
  const metadata: Readonly<Record<string, unknown>> | undefined = layersModel.getUserDefinedMetadata()
  const texts = metadata?.[key]
  return typeof texts === 'object' && texts !== null ? (texts as Readonly<Record<string, unknown>>) : undefined
}
