import type { FolderFiles } from '../contracts/file-store.js'
import { WordloomError } from '../errors.js'
import { parseVocabularyText, vocabularyToText } from '../vocabulary/vocabulary-text.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { modelCard } from './model-card.js'
import { weightShapes, type ModelSpec } from './model-spec.js'
import { parseModelSpec } from './parse-model-spec.js'
import {
  decodeSafetensors,
  encodeSafetensors,
  tensorFromFloat32,
  tensorToFloat32,
  type StoredTensor,
} from './safetensors.js'
import type { Tensor, Weights } from './tensor.js'
import type { EpochMetrics, TrainedModel } from './trained-model.js'

/** Names of the files of a model folder. */
export const modelFolderFiles = {
  /** The specification and the version of the format. */
  model: 'model.json',
  /** One token a line, in the order of the ids. */
  vocabulary: 'vocabulary.txt',
  /** The weights by name. */
  weights: 'weights.safetensors',
  /** Loss and accuracy of each epoch. */
  history: 'history.json',
  /** A model card for people. */
  card: 'README.md',
} as const

const formatName = 'wordloom-model'
/** Raised when older packages could misread a folder. */
const formatVersion = 1

/** A specification has a few hundred bytes; its labels are the only part without a bound of their own. */
const largestModelJson = 2 ** 24
/** About 200 bytes an epoch: room for hundreds of thousands. */
const largestHistory = 2 ** 26
/** Weights are float16 at least. */
const bytesPerWeight = 2

/** A model as the files of a folder: what `model.json` names, and a model card for people. Same model, same bytes. */
export function encodeModelFolder(model: TrainedModel): FolderFiles {
  const { spec, vocabulary, weights, history, bestEpoch, embeddingSource } = model
  const json = {
    format: formatName,
    formatVersion,
    spec,
    vocabulary: {
      size: vocabulary.size,
      specialTokens: vocabulary.specialTokens.length,
      fingerprint: vocabulary.fingerprint,
    },
    embeddingSource,
    bestEpoch,
  }
  const tensors = new Map([...weights].map(([name, tensor]) => [name, tensorFromFloat32(tensor)]))
  const encoder = new TextEncoder()
  return new Map([
    [modelFolderFiles.model, encoder.encode(`${JSON.stringify(json, null, 2)}\n`)],
    [modelFolderFiles.vocabulary, encoder.encode(vocabularyToText(vocabulary))],
    [modelFolderFiles.weights, encodeSafetensors(tensors, { format: formatName })],
    [modelFolderFiles.history, encoder.encode(`${JSON.stringify(history, null, 2)}\n`)],
    [modelFolderFiles.card, encoder.encode(modelCard(model))],
  ])
}

/**
 * Reads what {@link encodeModelFolder} made.
 *
 * @param where - folder name for error messages.
 * @throws WordloomError `FILE_NOT_FOUND` for a file that is missing, `MODEL_SPEC_INVALID`, `MODEL_VERSION`,
 * `VOCABULARY_INVALID`, `MODEL_VOCABULARY_MISMATCH`, `SAFETENSORS_MALFORMED`, `TENSOR_MISSING`, `TENSOR_SHAPE`,
 * `NOT_A_NUMBER` for a weight that is not finite.
 */
export function decodeModelFolder(files: FolderFiles, where = 'model'): TrainedModel {
  const pathOf = (name: string): string => `${where}/${name}`
  const bytesOf = (name: string): Uint8Array => {
    const bytes = files.get(name)
    if (bytes === undefined) {
      throw new WordloomError('FILE_NOT_FOUND', 'A file of the model folder is missing', {
        file: pathOf(name),
        hint: `A model folder has ${Object.values(modelFolderFiles).slice(0, 4).join(', ')}.`,
      })
    }
    return bytes
  }
  const modelPath = pathOf(modelFolderFiles.model)
  const json = parseJson(bytesOf(modelFolderFiles.model), modelPath, largestModelJson)
  assertFormat(json, modelPath)
  const spec = parseModelSpec(json['spec'], modelPath)
  const vocabularyBytes = bytesOf(modelFolderFiles.vocabulary)
  const weightsBytes = bytesOf(modelFolderFiles.weights)
  const weightsPath = pathOf(modelFolderFiles.weights)
  const { tensors } = decodeSafetensors(weightsBytes, weightsPath)
  assertRowsFit(vocabularyBytes, weightsBytes, where)
  const vocabulary = readVocabulary(vocabularyBytes, json['vocabulary'], where)
  return {
    spec,
    vocabulary,
    weights: readWeights(tensors, weightsPath, weightShapes(spec, vocabulary.size)),
    history: readHistory(bytesOf(modelFolderFiles.history), pathOf(modelFolderFiles.history)),
    bestEpoch: typeof json['bestEpoch'] === 'number' ? json['bestEpoch'] : 0,
    embeddingSource: typeof json['embeddingSource'] === 'string' ? json['embeddingSource'] : 'unknown',
  }
}

/**
 * Every line of the vocabulary has a row of the table: a file of nothing but line ends is refused before each becomes a
 * string.
 */
function assertRowsFit(vocabulary: Uint8Array, weights: Uint8Array, where: string): void {
  const most = Math.floor(weights.length / bytesPerWeight)
  let lines = 0
  for (let at = vocabulary.indexOf(10); at >= 0 && lines <= most; at = vocabulary.indexOf(10, at + 1)) lines += 1
  if (lines <= most) return
  throw new WordloomError('VOCABULARY_INVALID', 'The vocabulary has more lines than the weights can have rows', {
    file: `${where}/${modelFolderFiles.vocabulary}`,
    expected: `at most ${most}`,
    received: 'more',
    hint: 'One of the two files is damaged or was cut short.',
  })
}

function readVocabulary(bytes: Uint8Array, expected: unknown, where: string): Vocabulary {
  const file = `${where}/${modelFolderFiles.vocabulary}`
  const { specialTokens, fingerprint } = (isRecord(expected) ? expected : {}) as Record<string, unknown>
  const vocabulary = parseVocabularyText(decodeUtf8(bytes, file), {
    specialTokenCount: typeof specialTokens === 'number' ? specialTokens : 2,
  })
  if (vocabulary.fingerprint !== fingerprint) {
    throw new WordloomError('MODEL_VOCABULARY_MISMATCH', 'The vocabulary is not the one the model was trained with', {
      file,
      expected: `fingerprint ${String(fingerprint)}`,
      received: vocabulary.fingerprint,
      hint: 'Restore the vocabulary.txt that was saved with the model.',
    })
  }
  return vocabulary
}

function readWeights(
  tensors: ReadonlyMap<string, StoredTensor>,
  file: string,
  shapes: ReadonlyMap<string, readonly number[]>,
): Weights {
  const weights = new Map<string, Tensor>()
  for (const [name, shape] of shapes) {
    const stored = tensors.get(name)
    if (stored === undefined) {
      throw new WordloomError('TENSOR_MISSING', 'The model needs a tensor that is not there', { file, name })
    }
    if (stored.shape.join() !== shape.join()) {
      throw new WordloomError('TENSOR_SHAPE', 'A tensor has another shape than the model needs', {
        file,
        name,
        expected: `[${shape.join(', ')}]`,
        received: `[${stored.shape.join(', ')}]`,
      })
    }
    const tensor = tensorToFloat32(stored, name)
    if (!areFinite(tensor.data)) {
      throw new WordloomError('NOT_A_NUMBER', 'A weight is NaN or infinite', {
        file,
        name,
        hint: 'The file is damaged, or the training had diverged.',
      })
    }
    weights.set(name, tensor)
  }
  return weights
}

/** A plain loop: a callback for each of millions of weights would take as long as everything else. */
function areFinite(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) if (!Number.isFinite(values[index])) return false
  return true
}

function readHistory(bytes: Uint8Array, file: string): EpochMetrics[] {
  const history = parseJson(bytes, file, largestHistory)
  const isEpoch = (entry: unknown): boolean =>
    isRecord(entry) &&
    (['epoch', 'loss', 'accuracy', 'seconds'] as const).every((key) => typeof entry[key] === 'number')
  if (!Array.isArray(history) || !history.every(isEpoch)) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A history is a list of epochs', { file })
  }
  return history as EpochMetrics[]
}

function assertFormat(json: unknown, file: string): asserts json is Record<string, unknown> & { spec: ModelSpec } {
  if (!isRecord(json) || json['format'] !== formatName || typeof json['formatVersion'] !== 'number') {
    throw new WordloomError('MODEL_SPEC_INVALID', 'This is no model of Wordloom', {
      file,
      expected: `"format": "${formatName}"`,
      received: isRecord(json) ? JSON.stringify(json['format']) : typeof json,
    })
  }
  if (json['formatVersion'] > formatVersion) {
    throw new WordloomError('MODEL_VERSION', 'The model was written by a newer version', {
      file,
      expected: `format version ${formatVersion} or lower`,
      received: json['formatVersion'],
      hint: 'Update the @wordloom packages.',
    })
  }
}

function parseJson(bytes: Uint8Array, file: string, largest: number): unknown {
  if (bytes.length > largest) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A file of the model folder is too large', {
      file,
      expected: `at most ${largest} bytes`,
      received: bytes.length,
      hint: 'The file is damaged, or no file of a model.',
    })
  }
  try {
    return JSON.parse(decodeUtf8(bytes, file))
  } catch (cause) {
    if (cause instanceof WordloomError) throw cause
    throw new WordloomError('MODEL_SPEC_INVALID', 'The file is not JSON', {
      file,
      hint: 'It is damaged or was cut short.',
      cause,
    })
  }
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new WordloomError('INVALID_UTF8', 'The file is not UTF-8', { file, cause })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
