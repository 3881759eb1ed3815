import { createEmbedding, defaultSpecialTokens, unknownId, vocabularyFromTable, WordloomError } from '@wordloom/core'
import type { ParseVectorsOptions } from '../options.js'
import { createTokenDecoder, invalidToken } from '../parse/decode-token.js'
import { createRowCounts, problemError, tallySkipped, tallyToken, type RowCounts } from '../parse/findings.js'
import { noVectors } from '../parse/detect-format.js'
import type { LinePlace } from '../parse/split-lines.js'
import { createRowStore } from '../parse/row-store.js'
import type { LoadedVectors } from '../report.js'
import type { VectorsFormat } from './sniff-format.js'

/** Keeps rows of a format that says where its words and numbers are. */
export interface RowCollector {
  /** Whether the numbers of a row are wanted; rows that are not are counted. False for bad words, too. */
  wants(word: Uint8Array, byte: number): boolean
  /** Keeps the row whose word was asked about last. */
  keep(values: Float32Array): void
  /** Whether the limit is reached. */
  readonly isFull: boolean
  finish(format: VectorsFormat, header: LoadedVectors['report']['header']): LoadedVectors
}

/**
 * @param rows - how many the file states, for the memory that is reserved if its size, being known, makes them possible.
 * @throws while it works: WordloomError `INVALID_UTF8`, `VOCABULARY_DUPLICATE_TOKEN`, `NOT_A_NUMBER`, `VECTORS_EMPTY`
 */
export function createRowCollector(
  dimension: number,
  rows: number,
  file: string,
  options: ParseVectorsOptions,
): RowCollector {
  const { words, limit = Infinity, mode = 'strict', duplicates = 'first' } = options
  // What a packed file or a stream states may be anything: room then grows with what comes.
  const stated = options.totalBytes === undefined ? 0 : rows
  const store = createRowStore(dimension, Math.min(stated, limit, words?.size ?? Infinity))
  const decode = createTokenDecoder()
  const counts: RowCounts = createRowCounts()
  let wordsSeen = 0
  let current:
    { readonly text: string; readonly bytes: Uint8Array; readonly known: number; readonly place: LinePlace } | undefined

  const place = (byte: number) => ({ line: counts.rows, byte })
  return {
    get isFull() {
      return wordsSeen >= limit
    },
    wants(bytes, byte) {
      counts.rows += 1
      current = undefined
      const text = decode(bytes, 0, bytes.length)
      if (text === undefined) {
        const problem = invalidToken(bytes, 0, bytes.length, place(byte))
        if (mode === 'strict') throw problemError(problem, file, place(byte))
        tallySkipped(counts.skipped, problem.reason, place(byte), bytes)
        return false
      }
      if (defaultSpecialTokens.includes(text)) {
        tallySkipped(counts.skipped, 'special-token', place(byte), bytes)
        return false
      }
      const known = store.find(bytes, 0, bytes.length)
      if (words !== undefined && !words.has(text)) {
        counts.notAskedFor += 1
        wordsSeen += 1
        return false
      }
      if (known >= 0) {
        if (duplicates === 'error') throw duplicate(text, file, place(byte))
        tallyToken(counts.duplicates, text, place(byte))
        if (duplicates === 'first') return false
      }
      current = { text, bytes: bytes.slice(), known, place: place(byte) }
      return true
    },
    keep(values) {
      const { text, bytes, known, place: at } = current!
      const bad = values.findIndex((value) => !Number.isFinite(value))
      if (bad >= 0) {
        if (mode === 'strict') throw notFinite(file, text, values[bad]!, at)
        tallySkipped(counts.skipped, 'not-a-number', at, bytes)
        return
      }
      store.matrix.set(values, store.nextOffset)
      if (known >= 0) {
        store.replace(known)
        return
      }
      store.keep(bytes, 0, bytes.length)
      wordsSeen += 1
      if (text.includes(' ')) tallyToken(counts.tokensWithSpaces, text, at)
    },
    finish(format, header) {
      const kept = store.size
      if (kept === 0 && counts.notAskedFor === 0) throw noVectors(file)
      const { table, matrix } = store.finish()
      const outOfVocabulary = options.outOfVocabulary ?? ({ type: 'mean' } as const)
      matrix.fill(0, unknownId * dimension, (unknownId + 1) * dimension)
      const embedding = createEmbedding(vocabularyFromTable(table), matrix, dimension, { outOfVocabulary })
      const { skipped, tokensWithSpaces, notAskedFor } = counts
      return {
        embedding,
        report: {
          name: file,
          format,
          dimension,
          header,
          byteOrderMark: false,
          rows: counts.rows,
          kept,
          notAskedFor,
          skipped,
          duplicates: counts.duplicates,
          tokensWithSpaces,
          unknownRow: 'policy',
          limited: wordsSeen >= limit,
        },
      }
    },
  }
}

function duplicate(token: string, file: string, { line, byte }: { line: number; byte: number }): WordloomError {
  return new WordloomError('VOCABULARY_DUPLICATE_TOKEN', `The token ${JSON.stringify(token)} occurs twice`, {
    file,
    line,
    byte,
    hint: 'Set `duplicates` to first or last to keep one of the rows.',
  })
}

function notFinite(file: string, token: string, received: number, { line, byte }: LinePlace): WordloomError {
  return new WordloomError(
    'NOT_A_NUMBER',
    `The vector of ${JSON.stringify(token)} has a value that is no finite number`,
    {
      file,
      line,
      byte,
      received: String(received),
      hint: 'The file is damaged; mode `lenient` leaves such rows out.',
    },
  )
}
