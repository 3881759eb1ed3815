/** How many of some words have a vector. */
export interface Coverage {
  readonly words: number
  /** Those that have one as they are written. */
  readonly found: number
  /** Of the others, those that have one in lower case. */
  readonly inLowerCase: number
  /** The first of the others. */
  readonly missingExamples: readonly string[]
}

/** Enough to see what kind of words they are. */
const mostExamples = 20

/** Looks words up; the special tokens of a vocabulary file are none of them. */
export function coverageOf(words: Iterable<string>, has: (word: string) => boolean): Coverage {
  let count = 0
  let found = 0
  let inLowerCase = 0
  const missingExamples: string[] = []
  for (const word of words) {
    if (word === unknownToken) continue
    count += 1
    if (has(word)) found += 1
    else {
      if (has(word.toLowerCase())) inLowerCase += 1
      if (missingExamples.length < mostExamples) missingExamples.push(word)
    }
  }
  return { words: count, found, inLowerCase, missingExamples }
}

/** How the vocabulary of a model writes the unknown token; its padding is an empty line. */
const unknownToken = '[UNK]'
