import type { Vocabulary } from '@wordloom/core'
import { closestName } from '@wordloom/datasets/closest-name'
import type { UnknownWord } from './answer.js'

/** Those of some words that have no vector, each once, with the spelling that was probably meant. */
export function unknownWords(words: readonly string[], vocabulary: Vocabulary): UnknownWord[] {
  const unknown = [...new Set(words)].filter((word) => !isWord(word, vocabulary))
  return unknown.map((word) => {
    const meant = isWord(word.toLowerCase(), vocabulary) ? word.toLowerCase() : closestName(word, wordsOf(vocabulary))
    return { word, ...(meant !== undefined && { meant }) }
  })
}

function* wordsOf({ specialTokens, tokens }: Vocabulary): Generator<string> {
  let index = 0
  for (const token of tokens()) if (index++ >= specialTokens.length) yield token
}

function isWord(word: string, { specialTokens, has }: Vocabulary): boolean {
  return has(word) && !specialTokens.includes(word)
}
