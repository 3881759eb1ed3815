import { WordloomError } from '../errors.js'
import { createVocabulary, type Vocabulary } from './vocabulary.js'

/** How the text form of a vocabulary is read. */
export interface VocabularyTextOptions {
  /** Whether each line carries a tab and the token's count behind the token. @defaultValue false */
  readonly counts?: boolean
  /** @defaultValue 2 */
  readonly specialTokenCount?: number
}

/**
 * The text form: one token a line, in the order of the ids, each line ended by a line feed, so that the line number
 * (from 0) is the id. The first line is the padding token, which is empty by default.
 *
 * @throws WordloomError `VOCABULARY_TOKEN_NOT_TEXT` for a token with a line feed, with half of a surrogate pair, or (with
 * counts) with a tab; the JSON form holds such tokens.
 */
export function vocabularyToText(vocabulary: Vocabulary, options: VocabularyTextOptions = {}): string {
  const lines: string[] = []
  for (const token of vocabulary.tokens()) {
    const reason = token.includes('\n')
      ? 'a line feed'
      : /\p{Surrogate}/u.test(token)
        ? 'half of a surrogate pair'
        : options.counts === true && token.includes('\t')
          ? 'a tab'
          : undefined
    if (reason !== undefined) {
      throw new WordloomError('VOCABULARY_TOKEN_NOT_TEXT', `The token ${JSON.stringify(token)} contains ${reason}`, {
        name: `id ${lines.length}`,
        hint: 'Write the vocabulary as JSON instead.',
      })
    }
    lines.push(options.counts === true ? `${token}\t${vocabulary.count(lines.length)}\n` : `${token}\n`)
  }
  return lines.join('')
}

/**
 * Reads what {@link vocabularyToText} wrote.
 *
 * @throws WordloomError `VOCABULARY_INVALID` (with the line) for a missing count or a text cut short,
 * `VOCABULARY_DUPLICATE_TOKEN`.
 */
export function parseVocabularyText(text: string, options: VocabularyTextOptions = {}): Vocabulary {
  const lines = text.split('\n')
  if (lines.pop() !== '') {
    throw new WordloomError('VOCABULARY_INVALID', 'The last line has no end', {
      line: lines.length + 1,
      hint: 'The file was probably cut short.',
    })
  }
  const specials = options.specialTokenCount ?? 2
  if (lines.length < specials) {
    throw new WordloomError('VOCABULARY_INVALID', 'A vocabulary begins with its special tokens', {
      expected: `${specials} lines or more`,
      received: lines.length,
    })
  }
  if (options.counts !== true)
    return createVocabulary(lines.slice(specials), { specialTokens: lines.slice(0, specials) })
  const counts: number[] = []
  const tokens = lines.map((line, index) => {
    const tab = line.lastIndexOf('\t')
    const count = line.slice(tab + 1)
    if (tab < 0 || !/^\d+$/.test(count)) {
      throw new WordloomError('VOCABULARY_INVALID', 'A line has a token, a tab and a count', {
        line: index + 1,
        received: JSON.stringify(line.slice(0, 80)),
      })
    }
    counts.push(Number(count))
    return line.slice(0, tab)
  })
  return createVocabulary(tokens.slice(specials), {
    specialTokens: tokens.slice(0, specials),
    counts: counts.slice(specials),
  })
}
