import { defaultSpecialTokens, WordloomError } from '@wordloom/core'
import type { ParseVectorsOptions } from '../options.js'
import { createByteStringTable, type ByteStringTable } from './byte-string-table.js'
import { createTokenDecoder, invalidToken } from './decode-token.js'
import { trimmedEnd } from './fields.js'
import { createRowCounts, problemError, tallySkipped, tallyToken, type RowCounts, type RowProblem } from './findings.js'
import type { RowStore } from './row-store.js'
import type { LineHandler, LinePlace } from './split-lines.js'
import { createVectorReader } from './vector-reader.js'

const space = 0x20
/**
 * The row that GloVe's own program writes last: the vector for all words that it did not keep.
 * @see https://github.com/stanfordnlp/GloVe/blob/master/src/glove.c
 */
const unknownWord = '<unk>'
const unknownWordBytes = new TextEncoder().encode(unknownWord)

/** Reads rows into a store. */
export interface RowReader {
  /** Takes a line; gives false when the limit is reached. */
  readonly take: LineHandler
  /** To be called after the last row. Gives the vector of a last row `<unk>`. */
  finish(): Float32Array | undefined
  readonly counts: Readonly<RowCounts>
}

export function createRowReader(
  store: RowStore,
  dimension: number,
  file: string,
  options: ParseVectorsOptions,
): RowReader {
  const { words, limit = Infinity, mode = 'strict', duplicates = 'first' } = options
  const wanted = words === undefined ? undefined : firstPieces(words)
  const vectors = createVectorReader(dimension)
  const decode = createTokenDecoder()
  const counts = createRowCounts()
  /** Words so far, those not asked for among them: what the limit bounds. */
  let wordsSeen = 0
  /** A blank line counts only if a row follows: files may end in line feeds. */
  let blank: LinePlace | undefined
  /** A row `<unk>` is an ordinary word if a row follows. */
  let pending: { readonly vector: Float32Array; readonly place: LinePlace } | undefined

  const countWord = (): boolean => ++wordsSeen < limit

  const skip = (problem: RowProblem, place: LinePlace, row: Uint8Array): void => {
    if (mode === 'strict') throw problemError(problem, file, place)
    tallySkipped(counts.skipped, problem.reason, place, row)
  }

  /** Takes the vector in the store's next row for a word. */
  const addWord = (word: string, bytes: Uint8Array, start: number, end: number, place: LinePlace): boolean => {
    if (defaultSpecialTokens.includes(word)) {
      tallySkipped(counts.skipped, 'special-token', place, bytes.subarray(start, end))
      return true
    }
    if (words !== undefined && !words.has(word)) {
      counts.notAskedFor += 1
      return countWord()
    }
    const index = store.find(bytes, start, end)
    if (index >= 0) {
      if (duplicates === 'error') throw duplicateToken(word, file, place)
      if (duplicates === 'last') store.replace(index)
      tallyToken(counts.duplicates, word, place)
      return true
    }
    store.keep(word, bytes, start, end)
    if (word.includes(' ')) tallyToken(counts.tokensWithSpaces, word, place)
    return countWord()
  }

  const addPending = ({ vector, place }: NonNullable<typeof pending>): boolean => {
    store.matrix.set(vector, store.nextOffset)
    return addWord(unknownWord, unknownWordBytes, 0, unknownWordBytes.length, place)
  }

  const takeRow: LineHandler = (bytes, start, end, place) => {
    counts.rows += 1
    const found = bytes.indexOf(space, start)
    const firstSpace = found < 0 || found > end ? end : found
    if (wanted !== undefined && wanted.find(bytes, start, firstSpace) < 0) {
      counts.notAskedFor += 1
      return countWord()
    }
    const problem = vectors.read(bytes, start, end, firstSpace, store.matrix, store.nextOffset, place)
    const word = problem === undefined ? decode(bytes, start, vectors.tokenEnd) : undefined
    if (word === undefined) {
      skip(problem ?? invalidToken(bytes, start, vectors.tokenEnd, place), place, bytes.subarray(start, end))
      return true
    }
    if (word !== unknownWord) return addWord(word, bytes, start, vectors.tokenEnd, place)
    pending = { vector: store.matrix.slice(store.nextOffset, store.nextOffset + dimension), place: { ...place } }
    return true
  }

  return {
    take(bytes, start, end, place) {
      if (start === end) {
        blank ??= { ...place }
        return true
      }
      if (blank !== undefined) {
        counts.rows += 1
        skip(blankLine, blank, new Uint8Array())
        blank = undefined
      }
      if (pending !== undefined) {
        const ordinary = pending
        pending = undefined
        if (!addPending(ordinary)) return false
      }
      return takeRow(bytes, start, trimmedEnd(bytes, start, end), place)
    },
    finish() {
      if (pending !== undefined && words?.has(unknownWord) === true) addPending(pending)
      return pending?.vector
    },
    counts,
  }
}

const blankLine: RowProblem = {
  reason: 'blank-line',
  code: 'VECTORS_MALFORMED',
  what: 'A line between rows is empty',
  details: {},
}

/**
 * The words up to their first space, as bytes: a row whose token begins otherwise is not asked for, and this is known
 * without looking for the token's end.
 */
function firstPieces(words: ReadonlySet<string>): ByteStringTable {
  const pieces = createByteStringTable()
  const encoder = new TextEncoder()
  for (const word of [unknownWord, ...words]) {
    const bytes = encoder.encode(word.split(' ', 1)[0])
    if (pieces.find(bytes, 0, bytes.length) < 0) pieces.add(bytes, 0, bytes.length)
  }
  return pieces
}

function duplicateToken(token: string, file: string, { line, byte }: LinePlace): WordloomError {
  return new WordloomError('VOCABULARY_DUPLICATE_TOKEN', `The token ${JSON.stringify(token)} occurs twice`, {
    file,
    line,
    byte,
    hint: 'Set `duplicates` to first or last to keep one of the rows.',
  })
}
