/**
 * The search among vectors, compiled.
 *
 * @packageDocumentation
 */
import { WordloomError } from '@wordloom/core'
import { plainVectorSearch } from '../generated/plain-vector-search.js'
import { relaxedVectorSearch } from '../generated/relaxed-vector-search.js'
import type { Pointer } from '../wasm/kernel-exports.js'
import { buildBytes } from '../wasm/kernels-build.js'
import { assertKernelsSupport, kernelsSupport } from '../wasm/kernels-support.js'
import type { VectorMemory } from './vector-memory.js'

/** The functions of the compiled search; what each does stands beside its source in `assembly/vector-search/`. */
export interface VectorSearchExports {
  /** Works on blocks of rows until none is left. */
  runSearch(search: Pointer, thread: number): void
  /** Waits, awake, until all blocks are done. */
  awaitSearch(search: Pointer): void
  /** The life of a thread: helps until it is told to stop. */
  serveSearch(search: Pointer, thread: number): void
  /** Lets threads begin, or end. */
  wakeSearch(search: Pointer): void
  /** Rows of a block for a kind of work. */
  blockRows(kind: number): number
}

/** Kinds of work, by number. */
export const searchKind = {
  /** Norms of rows. */
  norms: 1,
  /** Whole numbers for rows, with what they leave out. */
  codes: 2,
  /** One query over the float32 rows. */
  floats: 3,
  /** One query over the whole numbers. */
  integers: 4,
  /** Norms, and one query over the float32 rows, in one pass. */
  first: 5,
  /** Many queries at once. */
  batch: 6,
} as const

/** The numbers of a search, in the order of `Search` in `assembly/vector-search/search.ts`. */
const searchFields = [
  'generation',
  'stop',
  'next',
  'blocks',
  'done',
  'kind',
  'rows',
  'dimension',
  'matrix',
  'inverseNorms',
  'codes',
  'codeStride',
  'factors',
  'residuals',
  'query',
  'queryScale',
  'queryError',
  'wanted',
  'capacity',
  'found',
  'foundBytes',
  'queries',
  'queryCount',
  'asked',
  'askedCount',
] as const
const floatFields: readonly string[] = ['queryScale', 'queryError']

/** A field of a search. */
export type SearchField = (typeof searchFields)[number]

/** The numbers of what one thread found, in the order of `Found`. */
const foundFields = [
  'count',
  'overflow',
  'heaped',
  'heap',
  'rows',
  'scores',
  'errors',
  'panels',
  'products',
  'batchRows',
  'batchScores',
] as const

/** A field of what a thread found. */
export type FoundField = (typeof foundFields)[number]

/** Bytes of what one thread found: a cache line, so that threads do not disturb each other. */
export const foundBytes = 64

/** Numbers in a memory that WebAssembly reads, by name. */
export interface FieldBlock<Field extends string> {
  /** Where in the memory the first of them is. */
  readonly pointer: Pointer
  /** The value of a field now. */
  get(field: Field): number
  /** Writes fields. */
  set(fields: Partial<Readonly<Record<Field, number>>>): void
}

/** The block that describes a search. */
export function createSearchFields(memory: VectorMemory): FieldBlock<SearchField> {
  return fieldBlock(memory, memory.allocate(4 * searchFields.length), searchFields)
}

/** The block of what a thread found; `pointer` is {@link foundBytes} × thread behind the first. */
export function foundFieldsAt(memory: VectorMemory, pointer: Pointer): FieldBlock<FoundField> {
  return fieldBlock(memory, pointer, foundFields)
}

function fieldBlock<Field extends string>(
  memory: VectorMemory,
  pointer: Pointer,
  names: readonly Field[],
): FieldBlock<Field> {
  const integers = (): Int32Array => new Int32Array(memory.memory.buffer, pointer, names.length)
  const bits = new Int32Array(1)
  const asFloat = new Float32Array(bits.buffer)
  return {
    pointer,
    get: (field) => Atomics.load(integers(), names.indexOf(field)) >>> 0,
    set(fields) {
      const view = integers()
      for (const [field, value] of Object.entries<number | undefined>(fields)) {
        if (floatFields.includes(field)) asFloat[0] = value!
        else bits[0] = value!
        Atomics.store(view, names.indexOf(field as Field), bits[0]!)
      }
    },
  }
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>()

/**
 * The search as a module, for memories that are shared or not; with fused multiply-add where the runtime has it. Compiled
 * when first asked for, once per process.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`
 */
export async function compileVectorSearch(shared: boolean): Promise<WebAssembly.Module> {
  assertKernelsSupport()
  const build = kernelsSupport().relaxedSimd ? relaxedVectorSearch : plainVectorSearch
  const module = compiled.get(shared) ?? WebAssembly.compile(buildBytes(build, shared))
  compiled.set(shared, module)
  try {
    return await module
  } catch (cause) {
    compiled.delete(shared)
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This runtime refused to compile the search', {
      hint: "A page with a content security policy has to allow 'wasm-unsafe-eval' in script-src.",
      cause,
    })
  }
}

/** The search on a memory. */
export function instantiateVectorSearch(module: WebAssembly.Module, { memory }: VectorMemory): VectorSearchExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  return exports as WebAssembly.Exports & VectorSearchExports
}

/** What a thread needs to help a search. It can be sent to a worker as it is. */
export interface SearchThreadJob {
  /** The compiled search. */
  readonly module: WebAssembly.Module
  /** A shared memory. */
  readonly memory: WebAssembly.Memory
  /** Where in the memory the work is announced. */
  readonly search: Pointer
  /** From 1; the calling thread is 0. */
  readonly thread: number
}

/**
 * Starts a thread (a Node worker, a Web Worker) that calls {@link runSearchThread} with the job. It ends by itself when
 * the search is disposed, and must not keep a process alive that has nothing else to do.
 */
export type StartSearchThread = (job: SearchThreadJob) => void

/** The life of a thread: blocks it, helping the search, until that is disposed. */
export function runSearchThread({ module, memory, search, thread }: SearchThreadJob): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = exports as WebAssembly.Exports & VectorSearchExports
  kernels.serveSearch(search, thread)
}
