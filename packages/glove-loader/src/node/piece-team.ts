import { defaultThreads } from '@wordloom/kernels/node'
import type { VectorMemory } from '@wordloom/kernels/vector-memory'
import { createParserJob, instantiateVectorParser, type ParserJob } from '@wordloom/kernels/vector-parser'
import type { LoadVectorsOptions } from '../options.js'
import { createPieceRooms, parsePieces, startPieceThreads } from './piece-threads.js'
import type { FileSample } from './sample-file.js'

/** Threads that parse a file together. */
export interface PieceTeam {
  /** What they share; where rows go has to be set before they run. */
  readonly job: ParserJob
  /** Parses the whole file, and gives why it stopped. Throws as `parsePieces`. */
  run(module: WebAssembly.Module, name: string, options: LoadVectorsOptions): Promise<number>
  /** Rows of the file, after a run to the end. */
  rows(): number
}

/** Bytes of text that a thread takes at once: with its rows they fit into a processor's second-level cache. */
const pieceBytes = 262_144

/** Makes room in a memory for threads and what they share. */
export function createPieceTeam(
  memory: VectorMemory,
  sample: FileSample,
  threads: number = defaultThreads(),
): PieceTeam {
  const { file, size, dataStart, dimension } = sample
  const pieces = Math.ceil((size - dataStart) / pieceBytes)
  const job = createParserJob(memory)
  const rowsBefore = memory.allocate(4 * (pieces + 1))
  const wordsBefore = memory.allocate(4 * (pieces + 1))
  const count = Math.max(1, Math.min(threads, pieces))
  const [own, ...others] = Array.from({ length: count }, () => createPieceRooms(memory, pieceBytes, dimension))
  const pieceFile = { file, start: dataStart, size, pieceBytes }
  // Nothing is before the first piece.
  memory.uint32(rowsBefore, 1)[0] = 1
  job.set({ rowsBefore, wordsBefore, pieces, dimension })
  return {
    job,
    async run(module, name, options) {
      startPieceThreads(module, memory, job, pieceFile, others)
      const kernels = instantiateVectorParser(module, memory)
      await parsePieces({ kernels, memory, job, pieceFile, rooms: own! }, name, options)
      return job.get('stop')
    },
    rows: () => memory.uint32(rowsBefore, pieces + 1)[pieces]! - 1,
  }
}
