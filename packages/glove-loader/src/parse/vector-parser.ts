import { createEmbedding, unknownId, vocabularyFromTable } from '@wordloom/core'
import { sampledLines } from '../limits.js'
import type { ParseVectorsOptions } from '../options.js'
import type { LoadedVectors, VectorsReport } from '../report.js'
import { detectFormat, noVectors, type SampleLine, type VectorFormat } from './detect-format.js'
import { createPieceParser, type PieceParser } from './piece-parser.js'
import { createRowReader, type RowReader } from './row-reader.js'
import { createRowStore, type FinishedRows, type RowStore } from './row-store.js'
import { createLineSplitter, type LinePlace } from './split-lines.js'

/** Parses a vector file piece by piece. */
export interface VectorParser {
  /** Takes the next piece, of any size; gives false when no more is needed. */
  push(chunk: Uint8Array): boolean
  finish(): LoadedVectors
  /** As `finish`, without making an embedding of it. */
  finishRows(): ParsedVectors
}

/** What a parser made of a file. */
export interface ParsedVectors extends FinishedRows {
  readonly dimension: number
  readonly report: VectorsReport
  /** The file's own vector for unknown words. */
  readonly unknownRow: Float32Array | undefined
}

interface Reading extends VectorFormat {
  readonly store: RowStore
  readonly rows: RowReader
}

const lineFeed = 0x0a
const byteOrderMark = [0xef, 0xbb, 0xbf] as const

/**
 * Lines are kept until there are enough of them to know the format, then they and all others are read as rows.
 *
 * @param kernels - the compiled parser for regular rows; without it, and where rows are not regular, they are read one by
 * one.
 * @param createStore - where rows go; memory, unless it is said.
 */
export function createVectorParser(
  file: string,
  options: ParseVectorsOptions,
  kernels?: WebAssembly.Module,
  createStore: (dimension: number, expectedWords: number) => RowStore = createRowStore,
): VectorParser {
  const sample: SampleLine[] = []
  let reading: Reading | undefined
  let pieces: PieceParser | undefined
  let filled = 0
  let marked = false
  let limited = false

  const take = (bytes: Uint8Array, start: number, end: number, place: LinePlace): boolean => {
    if (reading !== undefined) {
      limited = !reading.rows.take(bytes, start, end, place)
      return !limited
    }
    if (place.line === 1) marked = byteOrderMark.every((byte, index) => bytes[start + index] === byte)
    const text = place.line === 1 && marked ? start + byteOrderMark.length : start
    // A copy, which slice() of a Node Buffer would not be.
    sample.push({ bytes: new Uint8Array(bytes.subarray(text, end)), line: place.line, byte: place.byte + text - start })
    return sample.length <= sampledLines || startReading().more
  }
  const startReading = (): { readonly reading: Reading; readonly more: boolean } => {
    const format = detectFormat(sample, file, options)
    const store = createStore(format.dimension, expectedWords(sample, format, options))
    const started = { ...format, store, rows: createRowReader(store, format.dimension, file, options) }
    reading = started
    if (kernels !== undefined && options.words === undefined) pieces = createPieceParser(kernels, format.dimension)
    const header = format.header === undefined ? -1 : sample.findIndex(({ bytes }) => bytes.length > 0)
    const more = sample.slice(header + 1).every((line) => take(line.bytes, 0, line.bytes.length, line))
    sample.length = 0
    return { reading: started, more }
  }
  const splitter = createLineSplitter(file, take)

  /** Takes whole lines, the first `length` bytes of the piece. */
  const takeLines = ({ text, parse }: PieceParser, { store, rows }: Reading, length: number): boolean => {
    const parsed = parse(length)
    if (parsed === undefined || !rows.beginRegular(parsed.rows)) return splitter.push(text.subarray(0, length))
    store.reserve(parsed.rows + 1)
    const offset = store.nextOffset
    const taken = parsed.keepNew(store)
    store.matrix.set(parsed.matrix(taken), offset)
    rows.countRegular(taken)
    splitter.skip(taken, parsed.lineStart(taken))
    return taken === parsed.rows || splitter.push(text.subarray(parsed.lineStart(taken), length))
  }
  const takePiece = (parser: PieceParser, state: Reading): boolean => {
    const { text } = parser
    const end = text.lastIndexOf(lineFeed, filled - 1) + 1
    // A line that is longer than a piece goes where lines of any length are kept.
    const more = end === 0 ? splitter.push(text.subarray(0, filled)) : takeLines(parser, state, end)
    const left = end === 0 ? filled : end
    text.copyWithin(0, left, filled)
    filled -= left
    return more
  }
  const push = (chunk: Uint8Array): boolean => {
    let position = 0
    while (position < chunk.length) {
      if (reading === undefined || pieces === undefined) return splitter.push(chunk.subarray(position))
      if (reading.rows.left <= pieces.mostRows) {
        // Near the limit rows are read one by one, so that nothing is read beyond it.
        const last = pieces.text.subarray(0, filled)
        pieces = undefined
        if (last.length > 0 && !splitter.push(last)) return false
        continue
      }
      if (splitter.isInLine) {
        const end = chunk.indexOf(lineFeed, position)
        const next = end < 0 ? chunk.length : end + 1
        if (!splitter.push(chunk.subarray(position, next))) return false
        position = next
        continue
      }
      const part = chunk.subarray(position, position + pieces.text.length - filled)
      pieces.text.set(part, filled)
      filled += part.length
      position += part.length
      if (filled === pieces.text.length && !takePiece(pieces, reading)) return false
    }
    return true
  }
  const finishRows = (): ParsedVectors => {
    if (!limited && pieces !== undefined && filled > 0) splitter.push(pieces.text.subarray(0, filled))
    if (!limited) splitter.finish()
    const { dimension, header, store, rows } = reading ?? startReading().reading
    const lastUnknown = rows.finish()
    const { skipped, duplicates, tokensWithSpaces, notAskedFor } = rows.counts
    const kept = store.size
    if (kept === 0 && notAskedFor === 0 && lastUnknown === undefined) throw noVectors(file)
    const unknownRow = options.outOfVocabulary === undefined ? lastUnknown : undefined
    const report = {
      name: file,
      format: 'text' as const,
      dimension,
      header,
      byteOrderMark: marked,
      rows: rows.counts.rows,
      kept,
      notAskedFor,
      skipped,
      duplicates,
      tokensWithSpaces,
      unknownRow: unknownRow === undefined ? ('policy' as const) : ('file' as const),
      limited,
    }
    return { ...store.finish(), dimension, report, unknownRow }
  }
  return {
    push,
    finishRows,
    finish() {
      const { table, matrix, dimension, report, unknownRow } = finishRows()
      if (unknownRow !== undefined) matrix.set(unknownRow, unknownId * dimension)
      const policy =
        unknownRow === undefined ? { outOfVocabulary: options.outOfVocabulary ?? ({ type: 'mean' } as const) } : {}
      return { embedding: createEmbedding(vocabularyFromTable(table), matrix, dimension, policy), report }
    },
  }
}

/** How many words to reserve room for: what the header states and the size allows, at most what is asked for. */
function expectedWords(sample: readonly SampleLine[], format: VectorFormat, options: ParseVectorsOptions): number {
  const { totalBytes, words, limit = Infinity } = options
  const sampledBytes = sample.reduce((sum, { bytes }) => sum + bytes.length + 1, 0)
  // A row of the sample is rather short: frequent words are. Reserving a little too much costs less than growing.
  const bySize = totalBytes === undefined ? 0 : Math.ceil((totalBytes / sampledBytes) * sample.length)
  const stated = format.header === undefined ? bySize : Math.min(format.header.words, bySize)
  return Math.min(stated, words?.size ?? Infinity, limit)
}
