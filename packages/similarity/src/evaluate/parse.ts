import { WordloomError } from '@wordloom/core'

/** Two words and how similar people find them. */
export interface WordPair {
  /** The word on the left. */
  readonly first: string
  /** The word on the right. */
  readonly second: string
  /** On the scale of the file. */
  readonly similarity: number
}

/** Four words: the first is to the second as the third is to the fourth. */
export type Analogy = readonly [a: string, b: string, c: string, expected: string]

/** Analogies of one kind. */
export interface AnalogySection {
  /** As the file calls it. */
  readonly name: string
  /** In the order of the file. */
  readonly analogies: readonly Analogy[]
}

/**
 * Reads a file of word pairs, as WordSim-353 and SimLex-999 come with gensim: a line is two words and a number, separated
 * by `delimiter`; lines that begin with `#` are comments. Other lines (a heading) are left out, as gensim does.
 *
 * @param name - what errors call the text.
 * @throws WordloomError `DATA_EMPTY` when no line is a pair.
 */
export function parseWordPairs(text: string, delimiter = '\t', name?: string): WordPair[] {
  const pairs: WordPair[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue
    const [first, second, number, ...others] = line.split(delimiter)
    const similarity = Number(number)
    if (first === undefined || second === undefined || others.length > 0) continue
    if (number === undefined || number.trim() === '' || Number.isNaN(similarity)) continue
    pairs.push({ first, second, similarity })
  }
  if (pairs.length === 0)
    throw nothingIn('word pairs', `word${JSON.stringify(delimiter)}word${JSON.stringify(delimiter)}number`, name)
  return pairs
}

/**
 * Reads a file of analogies, as `questions-words.txt`: `: name` begins a section, a line of four words is a question. Other
 * lines are left out, as gensim does.
 *
 * @param name - what errors call the text.
 * @throws WordloomError `DATA_EMPTY` without a question, `DATA_MALFORMED` for a question before the first section.
 */
export function parseAnalogies(text: string, name?: string): AnalogySection[] {
  const sections: { name: string; analogies: Analogy[] }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith(': ')) {
      sections.push({ name: line.slice(2).trim(), analogies: [] })
      continue
    }
    const words = line.split(/\s+/).filter((word) => word !== '')
    if (words.length !== 4) continue
    const section = sections.at(-1)
    if (section === undefined) {
      throw new WordloomError('DATA_MALFORMED', 'A question stands before the first section', {
        ...(name !== undefined && { file: name }),
        line: index + 1,
        hint: 'A section begins with a line `: name`.',
      })
    }
    section.analogies.push(words as [string, string, string, string])
  }
  if (!sections.some(({ analogies }) => analogies.length > 0)) throw nothingIn('analogies', 'four words', name)
  return sections
}

function nothingIn(what: string, expected: string, name: string | undefined): WordloomError {
  return new WordloomError('DATA_EMPTY', `There are no ${what} in the text`, {
    ...(name !== undefined && { file: name }),
    expected: `lines of ${expected}`,
  })
}
