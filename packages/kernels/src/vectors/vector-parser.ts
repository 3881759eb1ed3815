/**
 * The parser of texts of vectors, compiled.
 *
 * @packageDocumentation
 */
import { WordloomError } from '@wordloom/core'
import { vectorParser } from '../generated/vector-parser.js'
import { buildBytes } from '../wasm/kernels-build.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import { assertKernelsSupport } from '../wasm/kernels-support.js'
import type { VectorMemory } from './vector-memory.js'

/** The functions of the compiled parser; what each does stands beside its source in `assembly/vector-parser/`. */
export interface VectorParserExports {
  /** The number of the next piece of a job, or −1 when none is left. */
  claimPiece(job: Pointer): number
  /** Parses a piece; gives one of {@link pieceResult}. */
  parsePiece(
    job: Pointer,
    piece: number,
    start: Pointer,
    given: number,
    length: number,
    last: boolean,
    ends: Pointer,
    positions: Pointer,
  ): number
  /** Puts the rows from `from` to `to` into the index of words. */
  insertWords(job: Pointer, from: number, to: number): void
}

/** What `parsePiece` gives. */
export const pieceResult = {
  /** All lines of the piece were read. */
  done: 0,
  /** The last line of the piece goes on beyond the bytes that were given. */
  needsMore: 1,
  /** The job has stopped. */
  stopped: 2,
} as const

/** Why a job stopped. */
export const stopReason = {
  /** It goes on. */
  none: 0,
  /** Somebody asked for it. */
  asked: 1,
  /** There are more rows or bytes of words than there is room for. */
  full: 2,
  /** A row is not regular. */
  irregular: 3,
  /** Words have been made to collide: the index needs another seed. */
  collisions: 4,
  /** A thread died, or the file could not be read. */
  failed: 5,
} as const

/** The numbers of a job, in the order of `Job` in `assembly/vector-parser/job.ts`. */
const jobFields = [
  'next',
  'stop',
  'pieces',
  'dimension',
  'rowsBefore',
  'wordsBefore',
  'rowCapacity',
  'wordCapacity',
  'words',
  'offsets',
  'hashes',
  'slots',
  'slotMask',
  'seed',
  'matrix',
  'wantedSlots',
  'wantedMask',
  'wantedWords',
  'wantedOffsets',
  'keptRows',
  'keptCount',
  'donePieces',
] as const

/** A field of a job. */
export type ParserJobField = (typeof jobFields)[number]

/** What threads that parse a text of vectors share, in their memory. */
export interface ParserJob {
  /** Where in the memory the job is. */
  readonly pointer: Pointer
  /** The value of a field now. */
  get(field: ParserJobField): number
  /** Writes fields. */
  set(fields: Partial<Readonly<Record<ParserJobField, number>>>): void
  /** Waits until a field is no longer `value`, at most so long. For threads that may block. */
  wait(field: ParserJobField, value: number, milliseconds: number): void
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>()

/**
 * The parser as a module, for memories that are shared or not. Compiled when first asked for, once per process.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`
 */
export async function compileVectorParser(shared: boolean): Promise<WebAssembly.Module> {
  assertKernelsSupport()
  const module = compiled.get(shared) ?? WebAssembly.compile(buildBytes(vectorParser, shared))
  compiled.set(shared, module)
  try {
    return await module
  } catch (cause) {
    compiled.delete(shared)
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This runtime refused to compile the parser', {
      hint: "A page with a content security policy has to allow 'wasm-unsafe-eval' in script-src.",
      cause,
    })
  }
}

/** The parser on a memory. */
export function instantiateVectorParser(module: WebAssembly.Module, { memory }: VectorMemory): VectorParserExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  return exports as WebAssembly.Exports & VectorParserExports
}

/** Makes an empty job. */
export function createParserJob(memory: VectorMemory): ParserJob {
  const pointer = memory.allocate(4 * jobFields.length)
  const view = (): Int32Array => new Int32Array(memory.memory.buffer, pointer, jobFields.length)
  return {
    pointer,
    get: (field) => Atomics.load(view(), jobFields.indexOf(field)) >>> 0,
    set(fields) {
      for (const [field, value] of Object.entries(fields)) {
        Atomics.store(view(), jobFields.indexOf(field as ParserJobField), value)
      }
    },
    wait(field, value, milliseconds) {
      Atomics.wait(view(), jobFields.indexOf(field), value, milliseconds)
    },
  }
}

/** Byte offset of a field in a job, for a thread that has nothing but the memory. */
export function parserJobOffset(field: ParserJobField): number {
  return 4 * jobFields.indexOf(field)
}
