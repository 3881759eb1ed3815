import { paddingId, unknownId } from '@wordloom/core'
import type { Vocabulary } from '@wordloom/core'
import { intAttribute, intsAttribute, stringsAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'

/** Strings and the ids that they stand for; any other string is unknown. */
export type TokenKeys = ReadonlyMap<string, number>

/** Every token of a vocabulary, and the empty string for padding. */
export function tokenKeys(vocabulary: Vocabulary): TokenKeys {
  const keys = new Map<string, number>()
  let id = 0
  for (const token of vocabulary.tokens()) {
    // A token with half of a surrogate pair cannot be written as UTF-8, nor arrive as it.
    if (!/\p{Surrogate}/u.test(token) && id !== unknownId) keys.set(token, id)
    id += 1
  }
  return keys.set('', paddingId)
}

/** Strings → int64 ids of the same shape. */
export function addLabelEncoder(builder: GraphBuilder, tokens: string, keys: TokenKeys): string {
  builder.addNode({
    opType: 'LabelEncoder',
    domain: 'ai.onnx.ml',
    name: 'token_ids',
    input: [tokens],
    output: ['token_ids'],
    attribute: [
      stringsAttribute('keys_strings', [...keys.keys()]),
      intsAttribute('values_int64s', [...keys.values()]),
      intAttribute('default_int64', unknownId),
    ],
  })
  return 'token_ids'
}
