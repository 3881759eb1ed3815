import { WordloomError, type Vocabulary } from '@wordloom/core'
import { closestName } from '@wordloom/datasets'

/**
 * Makes sure that words have vectors; the message names a word that was probably meant.
 *
 * @throws WordloomError `OUT_OF_VOCABULARY`
 */
export function assertKnown(words: Iterable<string>, vocabulary: Vocabulary, vectors: string): void {
  const unknown = [...words].filter((word) => !isWord(word, vocabulary))
  if (unknown.length === 0) return
  const quoted = unknown.map((word) => JSON.stringify(word))
  throw new WordloomError(
    'OUT_OF_VOCABULARY',
    `${quoted.join(' and ')} ${unknown.length === 1 ? 'has' : 'have'} no vector`,
    { file: vectors, hint: hintFor(unknown, vocabulary) },
  )
}

/** Whether a word has a vector of its own; padding and unknown are no words. */
export function isWord(word: string, { specialTokens, has }: Pick<Vocabulary, 'specialTokens' | 'has'>): boolean {
  return has(word) && !specialTokens.includes(word)
}

function hintFor(unknown: readonly string[], vocabulary: Vocabulary): string {
  const isCase = unknown.every((word) => isWord(word.toLowerCase(), vocabulary))
  if (isCase) return `These vectors know it in lower case: ${unknown.map((word) => word.toLowerCase()).join(', ')}.`
  const closest = unknown.map((word) => closestName(word, vocabulary.tokens()))
  const meant = [...new Set(closest)].filter((word) => word !== undefined)
  if (meant.length > 0) return `Did you mean ${meant.map((word) => JSON.stringify(word)).join(', ')}?`
  return 'Check the spelling, or choose vectors of more words with --vectors.'
}
