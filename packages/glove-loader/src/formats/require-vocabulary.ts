import { WordloomError } from '@wordloom/core'
import type { ReadFormatOptions } from './read-options.js'

/** The words for the rows of a format that has none. Throws WordloomError `EMBEDDING_SHAPE`, `INVALID_ARGUMENT`. */
export function requireVocabulary({ vocabulary, name }: ReadFormatOptions, rows: number): readonly string[] {
  if (vocabulary === undefined) {
    throw new WordloomError('INVALID_ARGUMENT', 'This format holds numbers and no words', {
      file: name,
      name: 'vocabulary',
      expected: `${rows} words, in the order of rows`,
      hint: 'Pass them, or a file with one word a line, with the option `vocabulary`.',
    })
  }
  if (vocabulary.length !== rows) {
    throw new WordloomError('EMBEDDING_SHAPE', 'There is one word for each row', {
      file: name,
      name: 'vocabulary',
      expected: rows,
      received: vocabulary.length,
    })
  }
  return vocabulary
}

/** Words from a text with one a line; the last line need not end. */
export function parseWordLines(text: Uint8Array): string[] {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(text).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Where the words of an npy file are, if nobody says. */
export function vocabularyBeside(path: string): string {
  return `${path.replace(/\.npy$/, '')}.vocabulary.txt`
}
