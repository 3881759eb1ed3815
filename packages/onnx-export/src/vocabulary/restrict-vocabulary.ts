import { createTokenizer, createVocabulary, unknownId, WordloomError } from '@wordloom/core'
import type { Batch, Classifier, TrainedModel, Vocabulary } from '@wordloom/core'

/** A trained model that can be asked. */
export type AnsweringModel = TrainedModel & Pick<Classifier, 'predictBatch'>

const table = 'embedding/embeddings'

/**
 * The vocabulary without the words that no text has: a smaller file for a narrower use. Any other word is unknown to it,
 * so the texts should be all that matter, such as those of the training. Special tokens stay.
 */
export function usedVocabulary({ spec, vocabulary }: TrainedModel, texts: Iterable<string>): Vocabulary {
  const tokenize = createTokenizer(spec.tokenizer)
  const used = new Set<number>()
  for (const text of texts) for (const id of vocabulary.encode(tokenize(text).slice(0, spec.maxLength))) used.add(id)
  const specials = vocabulary.specialTokens.length
  const kept = [...used].filter((id) => id >= specials).toSorted((a, b) => a - b)
  return createVocabulary(
    kept.map((id) => vocabulary.token(id)),
    { specialTokens: vocabulary.specialTokens, counts: kept.map((id) => vocabulary.count(id)) },
  )
}

/**
 * The model with another vocabulary of words that it knows; ids are those of the new one.
 *
 * @throws WordloomError `MODEL_VOCABULARY_MISMATCH` for a word that the model does not know.
 */
export function restrictVocabulary(model: AnsweringModel, vocabulary: Vocabulary): AnsweringModel {
  if (vocabulary.fingerprint === model.vocabulary.fingerprint) return model
  const ids = Int32Array.from(vocabulary.tokens(), (token, id) => originalId(model, token, id))
  const { dimension } = model.spec.embedding
  const { data } = model.weights.get(table)!
  const rows = new Float32Array(ids.length * dimension)
  for (const [row, id] of ids.entries()) rows.set(data.subarray(id * dimension, (id + 1) * dimension), row * dimension)
  return {
    ...model,
    vocabulary,
    weights: new Map(model.weights).set(table, { shape: [ids.length, dimension], data: rows }),
    predictBatch: (batch: Batch) => model.predictBatch({ ...batch, ids: batch.ids.map((id) => ids[id]!) }),
  }
}

function originalId({ vocabulary }: TrainedModel, token: string, id: number): number {
  const original = vocabulary.id(token)
  if (vocabulary.has(token) && (id <= unknownId ? original === id : original > unknownId)) return original
  throw new WordloomError('MODEL_VOCABULARY_MISMATCH', 'A word of the vocabulary is none of the model', {
    name: `id ${id}`,
    received: JSON.stringify(token),
    hint: 'Was the vocabulary written for a file of another model?',
  })
}
