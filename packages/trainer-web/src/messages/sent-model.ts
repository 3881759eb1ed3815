import {
  createVocabulary,
  tableOfVocabulary,
  vocabularyFromTable,
  wordTableOf,
  type TrainedModel,
  type Vocabulary,
  type WordTableParts,
} from '@wordloom/core'

/** A vocabulary on its way between a page and a worker. */
export interface SentVocabulary {
  readonly specialTokens: readonly string[]
  /** Many words go as a table of bytes, of which nothing has to be made on the other side before somebody asks for it. */
  readonly words: readonly string[] | WordTableParts
  /** One a word; absent when none is known. */
  readonly counts?: Float64Array
}

/** A trained model on its way between a page and a worker. */
export interface SentModel extends Omit<TrainedModel, 'vocabulary'> {
  readonly vocabulary: SentVocabulary
}

/** So many strings are cloned, and a Map made of them, within a few milliseconds. */
const fewWords = 20_000

export function sendVocabulary(vocabulary: Vocabulary): SentVocabulary {
  const { size, specialTokens } = vocabulary
  const counts = Float64Array.from({ length: size - specialTokens.length }, (_, index) =>
    vocabulary.count(specialTokens.length + index),
  )
  return {
    specialTokens,
    words: wordsOf(vocabulary),
    ...(counts.some((count) => count > 0) && { counts }),
  }
}

function wordsOf(vocabulary: Vocabulary): SentVocabulary['words'] {
  if (vocabulary.size > fewWords) {
    const { bytes, offsets, slots, seed } = tableOfVocabulary(vocabulary)
    return { bytes: ownBytes(bytes), offsets: ownBytes(offsets), slots: ownBytes(slots), seed }
  }
  return [...vocabulary.tokens()].slice(vocabulary.specialTokens.length)
}

export function receiveVocabulary({ specialTokens, words, counts }: SentVocabulary): Vocabulary {
  const options = { specialTokens, ...(counts && { counts }) }
  return 'bytes' in words ? vocabularyFromTable(wordTableOf(words), options) : createVocabulary(words, options)
}

/** Leaves out what a classifier has besides. */
export function sendModel(model: TrainedModel): SentModel {
  const { spec, vocabulary, weights, history, bestEpoch, embeddingSource } = model
  const owned = Array.from(weights, ([name, { shape, data }]) => [name, { shape, data: ownBytes(data) }] as const)
  return {
    spec,
    vocabulary: sendVocabulary(vocabulary),
    weights: new Map(owned),
    history,
    bestEpoch,
    embeddingSource,
  }
}

export function receiveModel(sent: SentModel): TrainedModel {
  return { ...sent, vocabulary: receiveVocabulary(sent.vocabulary) }
}

/** The memory of a model's weights, to be handed over instead of copied: the sender must not use them any more. */
export function weightBuffers({ weights }: SentModel): ArrayBuffer[] {
  return Array.from(weights.values(), ({ data }) => data.buffer).filter((buffer) => buffer instanceof ArrayBuffer)
}

/** A view is cloned with all of the memory that it looks at, which may be that of an engine. */
export function ownBytes<View extends Float32Array | Int32Array | Uint32Array | Uint8Array>(view: View): View {
  const isWhole = view.buffer instanceof ArrayBuffer && view.byteLength === view.buffer.byteLength
  return isWhole ? view : (view.slice() as View)
}
