import { createWordTable, defaultSpecialTokens, WordloomError } from '@wordloom/core'
import type { ParseVectorsOptions } from '../options.js'
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
  /**
   * Whether so many regular rows may be put into the store by somebody else: words that are not there already, each with
   * one number a column. What was put off until another row came is then done.
   */
  beginRegular(rows: number): boolean
  /** Rows until the limit is reached. */
  readonly left: number
  /** Counts rows that were put into the store after {@link RowReader.beginRegular}. */
  countRegular(rows: number): void
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
  const wanted = words === undefined ? undefined : createWordTable(firstPieces(words))
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
    store.keep(bytes, start, end)
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
    if (wanted !== undefined && wanted.indexOfBytes(bytes, start, firstSpace) < 0) {
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

  /** What was put off until it is known that another row follows. */
  const takePutOff = (): boolean => {
    if (blank !== undefined) {
      counts.rows += 1
      skip(blankLine, blank, new Uint8Array())
      blank = undefined
    }
    if (pending === undefined) return true
    const ordinary = pending
    pending = undefined
    return addPending(ordinary)
  }

  return {
    take(bytes, start, end, place) {
      if (start === end) {
        blank ??= { ...place }
        return true
      }
      return takePutOff() && takeRow(bytes, start, trimmedEnd(bytes, start, end), place)
    },
    beginRegular(rows) {
      // The row that reaches the limit is left to `take`, which then says so; the row put off is one more.
      return words === undefined && wordsSeen + rows + 1 < limit && takePutOff()
    },
    get left() {
      return limit - wordsSeen
    },
    countRegular(rows) {
      counts.rows += rows
      wordsSeen += rows
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
 * The words up to their first space, and `<unk>`: a row whose token begins otherwise is not asked for, and this is known
 * without looking for the token's end. A word with half of a surrogate pair is in no file.
 */
export function firstPieces(words: ReadonlySet<string>): Set<string> {
  const pieces = new Set([unknownWord])
  for (const word of words) if (word.isWellFormed()) pieces.add(word.split(' ', 1)[0]!)
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
