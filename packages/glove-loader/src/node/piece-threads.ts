import { WordloomError, type WorkOptions } from '@wordloom/core'
import { startWorker } from '@wordloom/kernels/node'
import type { VectorMemory } from '@wordloom/kernels/vector-memory'
import {
  parserJobOffset,
  pieceResult,
  stopReason,
  type ParserJob,
  type VectorParserExports,
} from '@wordloom/kernels/vector-parser'
import { readSync } from 'node:fs'
import { assertNotAborted } from '../parse/assert-options.js'

/** The text of a file, in pieces. */
export interface PieceFile {
  /** A file descriptor, which threads of a process share. */
  readonly file: number
  /** Where the first row begins. */
  readonly start: number
  /** Of the whole file, in bytes. */
  readonly size: number
  readonly pieceBytes: number
}

/** Where a thread works, in the memory of the job. */
export interface PieceRooms {
  /** A piece, the byte before it, and the rest of its last line. */
  readonly text: number
  readonly textBytes: number
  readonly ends: number
  readonly positions: number
}

/** Around a piece: the byte before it, and what vector instructions read beyond it. */
const marginBytes = 64
/** Read beyond a piece to see the end of its last line; a longer line is read by the parser that reads in order. */
const tailBytes = 65_536
/** Of it, what is read at first: more than a row of nearly all files has. */
const firstTailBytes = 4_096
/** Milliseconds after which other work of the program gets its turn, and an abort is noticed. */
const turnMilliseconds = 20

export function createPieceRooms(memory: VectorMemory, pieceBytes: number, dimension: number): PieceRooms {
  return {
    text: memory.allocate(marginBytes + pieceBytes + tailBytes + marginBytes) + marginBytes,
    textBytes: pieceBytes + tailBytes,
    ends: memory.allocate(8 * (pieceBytes + 1)),
    positions: memory.allocate(4 * (dimension + 65)),
  }
}

/** What a thread does, as text: {@link parseNextPiece} until nothing is left. */
const source = `
const { readSync } = require('node:fs')
const { module, memory, job, stop, pieceFile, rooms } = require('node:worker_threads').workerData
try {
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports
  const bytes = new Uint8Array(memory.buffer)
  for (;;) {
    const piece = kernels.claimPiece(job)
    if (piece < 0) break
    const result = parse(kernels, bytes, piece)
    if (result === ${pieceResult.needsMore}) throw new Error('a line is too long')
  }
} catch {
  Atomics.compareExchange(new Int32Array(memory.buffer), (job + stop) / 4, 0, ${stopReason.failed})
}
function parse(kernels, bytes, piece) {
  const { file, start, size, pieceBytes } = pieceFile
  const begin = start + piece * pieceBytes
  const before = piece > 0 ? 1 : 0
  const length = Math.min(pieceBytes, size - begin)
  let wanted = Math.min(size - begin, length + ${firstTailBytes})
  let given = 0
  for (;;) {
    const from = given === 0 ? -before : given
    const read = readSync(file, bytes, rooms.text + from, wanted - from, begin + from)
    if (read < wanted - from) throw new Error('the file is shorter than it was')
    given = wanted
    const last = begin + given >= size
    const result = kernels.parsePiece(job, piece, rooms.text, given, length, last, rooms.ends, rooms.positions)
    if (result !== ${pieceResult.needsMore} || last || given === rooms.textBytes) return result
    wanted = Math.min(size - begin, rooms.textBytes)
  }
}
`

/** Starts a thread for each of the rooms. One that cannot start, or that fails, stops the job or leaves it to others. */
export function startPieceThreads(
  module: WebAssembly.Module,
  { memory }: VectorMemory,
  job: ParserJob,
  pieceFile: PieceFile,
  rooms: readonly PieceRooms[],
): void {
  const shared = { module, memory, job: job.pointer, stop: parserJobOffset('stop'), pieceFile }
  for (const own of rooms) {
    startWorker(source, { ...shared, rooms: own }, 'wordloom vectors').on('error', () => {
      // It may have died with a piece that all others wait for.
      if (job.get('stop') === stopReason.none) job.set({ stop: stopReason.failed })
    })
  }
}

/** What {@link parsePieces} works with. */
export interface PieceWork {
  readonly kernels: VectorParserExports
  readonly memory: VectorMemory
  readonly job: ParserJob
  readonly pieceFile: PieceFile
  readonly rooms: PieceRooms
}

/**
 * Parses pieces on this thread until none is left, and waits for those of other threads. `job` says how it ended.
 *
 * @throws WordloomError `ABORTED`, `FILE_READ_FAILED`
 */
export async function parsePieces(work: PieceWork, name: string, { signal, onProgress }: WorkOptions): Promise<void> {
  const { kernels, job, pieceFile } = work
  const total = pieceFile.size
  const pieces = job.get('pieces')
  let turn = performance.now()
  const report = (): void => {
    const done = Math.min(total, pieceFile.start + job.get('donePieces') * pieceFile.pieceBytes)
    onProgress?.({ done, total })
  }
  const pause = async (): Promise<void> => {
    if (signal === undefined && onProgress === undefined) return
    if (performance.now() - turn < turnMilliseconds) return
    report()
    await new Promise((resolve) => setImmediate(resolve))
    turn = performance.now()
    assertNotAborted(signal, name)
  }
  try {
    for (;;) {
      const piece = kernels.claimPiece(job.pointer)
      if (piece < 0) break
      parseNextPiece(work, piece, name)
      await pause()
    }
    for (let done = job.get('donePieces'); done < pieces && job.get('stop') === stopReason.none;) {
      job.wait('donePieces', done, 1)
      // News of a thread that died has to get through.
      await new Promise((resolve) => setImmediate(resolve))
      await pause()
      done = job.get('donePieces')
    }
  } catch (error) {
    job.set({ stop: stopReason.asked })
    throw error
  }
  if (job.get('stop') === stopReason.none) onProgress?.({ done: total, total })
}

function parseNextPiece({ kernels, memory, job, pieceFile, rooms }: PieceWork, piece: number, name: string): void {
  const { file, start, size, pieceBytes } = pieceFile
  const begin = start + piece * pieceBytes
  const before = piece > 0 ? 1 : 0
  const length = Math.min(pieceBytes, size - begin)
  for (const tail of [firstTailBytes, rooms.textBytes - pieceBytes]) {
    const given = Math.min(size - begin, length + tail)
    read(file, memory.uint8(rooms.text - before, before + given), begin - before, name)
    const last = begin + given >= size
    const { text, ends, positions } = rooms
    const result = kernels.parsePiece(job.pointer, piece, text, given, length, last, ends, positions)
    if (result !== pieceResult.needsMore) return
  }
  job.set({ stop: stopReason.failed })
}

function read(file: number, target: Uint8Array, position: number, name: string): void {
  try {
    if (readSync(file, target, 0, target.length, position) === target.length) return
  } catch (cause) {
    throw new WordloomError('FILE_READ_FAILED', 'The vector file cannot be read', { file: name, byte: position, cause })
  }
  throw new WordloomError('FILE_READ_FAILED', 'The vector file became shorter while it was read', {
    file: name,
    byte: position,
    hint: 'Is another program writing to it? Try again when it has finished.',
  })
}
