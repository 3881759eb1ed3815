import { createVectorMemory } from '@wordloom/kernels/vector-memory'
import { createParserJob, instantiateVectorParser, pieceResult, stopReason } from '@wordloom/kernels/vector-parser'
import type { RowStore } from './row-store.js'

/** Parses the regular rows of a text piece by piece. */
export interface PieceParser {
  /** Where a piece is written to before it is parsed. */
  readonly text: Uint8Array
  /** More rows than any piece holds. */
  readonly mostRows: number
  /** Parses whole lines, the first `length` bytes of the piece. Gives nothing when a row is not regular. */
  parse(length: number): ParsedPiece | undefined
}

/** The rows of a piece, valid until the next one. */
export interface ParsedPiece {
  readonly rows: number
  /** `[rows, dimension]`, of the first rows. */
  matrix(rows: number): Float32Array
  /** Where a line begins; of the number of rows where the last one ends. */
  lineStart(row: number): number
  /** Keeps words until one is in the store already; gives how many were kept. Their vectors are not copied. */
  keepNew(store: RowStore): number
}

const pieceBytes = 262_144
/** The parser looks at so many bytes around a piece. */
const marginBytes = 64

/** Makes a parser of pieces on a memory of its own. */
export function createPieceParser(module: WebAssembly.Module, dimension: number): PieceParser {
  const memory = createVectorMemory(false)
  const kernels = instantiateVectorParser(module, memory)
  const job = createParserJob(memory)
  // The shortest regular row: a word of one byte, and a space and a digit for each number.
  const mostRows = Math.floor(pieceBytes / (2 * dimension + 2)) + 1
  const rowsBefore = memory.allocate(8)
  const wordsBefore = memory.allocate(8)
  const start = memory.allocate(marginBytes + pieceBytes + marginBytes) + marginBytes
  const words = memory.allocate(pieceBytes)
  const offsets = memory.allocate(4 * (mostRows + 1))
  const hashes = memory.allocate(4 * mostRows)
  const ends = memory.allocate(8 * (pieceBytes + 1))
  const positions = memory.allocate(4 * (dimension + 65))
  const matrix = memory.allocate(4 * mostRows * dimension)
  const text = memory.uint8(start, pieceBytes)
  const before = memory.uint32(rowsBefore, 2)
  const wordBytes = memory.uint8(words, pieceBytes)
  const wordOffsets = memory.uint32(offsets, mostRows + 1)
  const lineEnds = memory.uint32(ends, mostRows)
  const layout = { rowsBefore, wordsBefore, words, offsets, hashes, matrix }
  job.set({ ...layout, pieces: 1, dimension, rowCapacity: mostRows, wordCapacity: pieceBytes })
  return {
    text,
    mostRows,
    parse(length) {
      job.set({ stop: stopReason.none })
      before[0] = 1
      before[1] = 0
      const result = kernels.parsePiece(job.pointer, 0, start, length, length, true, ends, positions)
      if (result !== pieceResult.done) return undefined
      const rows = before[1]! - 1
      return {
        rows,
        matrix: (count) => memory.float32(matrix, count * dimension),
        lineStart: (row) => (row === 0 ? 0 : lineEnds[row - 1]! + 1 - start),
        keepNew(store) {
          for (let row = 0; row < rows; row++) {
            const first = wordOffsets[row]!
            const end = wordOffsets[row + 1]!
            if (!store.keep(wordBytes, first, end)) return row
          }
          return rows
        },
      }
    },
  }
}
