import { createVectorMemory, vectorMemoryOf, type VectorMemory } from '@wordloom/kernels/vector-memory'
import { kernelsSupport } from '@wordloom/kernels/support'
import {
  compileVectorSearch,
  createSearchFields,
  foundBytes,
  foundFieldsAt,
  instantiateVectorSearch,
  searchKind,
  type StartSearchThread,
} from '@wordloom/kernels/vector-search'
import type { WordRows } from './rows.js'

/** How a search works. */
export interface SearchEngineOptions {
  /** The calling one included. */
  readonly threads: number
  readonly startThread: StartSearchThread | undefined
}

/** Rows that may be among the best, and no row that is among them is missing. */
export interface Candidates {
  readonly rows: readonly number[]
}

/** The best rows of each question, by scores that are right within {@link SearchEngine.scoreError}. */
export interface BatchAnswers {
  /** `[asked, keep]`, the best first. */
  readonly rows: Uint32Array
  /** `[asked, keep]`; −Infinity where there are no more rows. */
  readonly scores: Float32Array
}

/** The passes over all rows. Vectors of length 1 ask; answers are rows by cosine. */
export interface SearchEngine {
  /** What a float32 score may be off by. */
  readonly scoreError: number
  /** Makes the whole numbers of the fast first pass, if that has not happened. */
  prepare(): void
  /**
   * Candidates for the best `wanted` of the first `limit` rows; nothing when too many rows are too much alike to tell.
   */
  search(query: Float64Array, wanted: number, limit?: number): Candidates | undefined
  /** Whether {@link SearchEngine.searchMany} can be used: vectors are float32, and none is extremely short or long. */
  canSearchMany(): boolean
  /**
   * Asks many questions at once.
   *
   * @param queries - `[count, dimension]` of length 1.
   * @param limit - only the first rows. @defaultValue all
   * @param asked - `[asked, 3]`: each the first + the second − the third of these queries; numbers from `count` on are none.
   */
  searchMany(queries: Float32Array, asked: Uint32Array, keep: number, limit?: number): BatchAnswers
  dispose(): void
}

/** After so many queries the whole numbers have paid back what it takes to make them. */
const queriesBeforeCodes = 8
/** Candidates beyond those wanted that a thread has room for. */
const spareCandidates = 8192
/** Rows of a block of a batch, see `assembly/vector-search/search.ts`. */
const batchBlockRows = 128
const codeLanes = 16
/** Of a scan; fewer do not pay for waking a thread. */
const rowsPerThread = 4096

/** Puts the search on the memory that the vectors are in, or on a copy of them. */
export async function createSearchEngine(rows: WordRows, options: SearchEngineOptions): Promise<SearchEngine> {
  const { size, dimension } = rows
  const home = rows.matrix === undefined ? undefined : vectorMemoryOf(rows.matrix)
  // Room is made in it, and a memory that is not shared takes the views of others away when it grows.
  const own = home?.shared === true ? home : undefined
  const memory = own ?? createVectorMemory(kernelsSupport().threads && options.threads > 1)
  const module = await compileVectorSearch(memory.shared)
  const kernels = instantiateVectorSearch(module, memory)
  const canShare = memory.shared && options.startThread !== undefined
  const threads = canShare ? Math.max(1, Math.min(options.threads, Math.ceil(size / rowsPerThread))) : 1

  const fields = createSearchFields(memory)
  const found = memory.allocate(foundBytes * threads)
  const blocks = Array.from({ length: threads }, (_, thread) => foundFieldsAt(memory, found + foundBytes * thread))
  const inverseNorms = memory.allocate(4 * size)
  const codeStride = Math.ceil(dimension / codeLanes) * codeLanes
  const query = memory.allocate(4 * codeStride)
  let matrix = 0
  if (own !== undefined) matrix = rows.matrix!.byteOffset
  else if (rows.matrix !== undefined) {
    matrix = memory.allocate(4 * size * dimension)
    memory.float32(matrix, size * dimension).set(rows.matrix)
  }
  fields.set({ rows: size, dimension, matrix, inverseNorms, codeStride, query, found, foundBytes, next: exhausted })
  let started = false
  /**
   * Threads are started after the first query, or for work that takes long: while one starts, the calling thread is three
   * times as slow as it is alone (measured in Node), and would have answered before.
   */
  const startThreads = (): void => {
    if (started) return
    started = true
    for (let thread = 1; thread < threads; thread++) {
      options.startThread!({ module, memory: memory.memory, search: fields.pointer, thread })
    }
  }

  const run = (kind: number, limit = size): void => {
    fields.set({ kind, rows: limit, done: 0, blocks: Math.ceil(limit / kernels.blockRows(kind)) })
    // From here on threads may begin.
    fields.set({ next: 0 })
    if (started) kernels.wakeSearch(fields.pointer)
    kernels.runSearch(fields.pointer, 0)
    kernels.awaitSearch(fields.pointer)
    fields.set({ next: exhausted })
  }
  const room = candidateRoom(memory, blocks)
  const batch = batchRoom(memory, blocks, dimension)
  let measured = false
  let coded = false
  let ordinary: boolean | undefined
  let queries = 0
  // Whole numbers of the query so large that no sum of products leaves 32 bits.
  const largestCode = Math.min(32_767, Math.floor(2 ** 31 / (127 * codeStride)) - 1)
  // Of the product, of the norm (half of its squares'), and of what is done with them; rounding each by half a unit.
  const scoreError = (2 * dimension + 32) * 2 ** -23

  const measure = (): void => {
    if (!measured) run(searchKind.norms)
    measured = true
  }
  const prepare = (): void => {
    if (coded) return
    coded = true
    startThreads()
    const codes = memory.allocate(size * codeStride)
    const factors = memory.allocate(4 * size)
    const residuals = memory.allocate(4 * size)
    fields.set({ codes, factors, residuals })
    if (matrix !== 0) {
      measure()
      run(searchKind.codes)
    } else codeRowsInTurn(codes, factors, residuals)
  }
  /** Vectors that are no float32 are brought into that form a block at a time. */
  const codeRowsInTurn = (codes: number, factors: number, residuals: number): void => {
    const step = 2048
    const block = memory.allocate(4 * step * dimension)
    for (let from = 0; from < size; from += step) {
      const count = Math.min(step, size - from)
      const target = memory.float32(block, count * dimension)
      for (let index = 0; index < count; index++) target.set(rows.row(from + index), index * dimension)
      fields.set({ rows: count, matrix: block, inverseNorms: inverseNorms + 4 * from })
      fields.set({ codes: codes + from * codeStride, factors: factors + 4 * from, residuals: residuals + 4 * from })
      for (const kind of [searchKind.norms, searchKind.codes]) {
        fields.set({ kind, done: 0, blocks: Math.ceil(count / kernels.blockRows(kind)), next: 0 })
        kernels.runSearch(fields.pointer, 0)
        kernels.awaitSearch(fields.pointer)
        fields.set({ next: exhausted })
      }
    }
    fields.set({ rows: size, matrix: 0, inverseNorms, codes, factors, residuals })
    measured = true
  }
  return {
    scoreError,
    prepare,
    search(vector, wanted, limit = size) {
      if (size === 0) return { rows: [] }
      if (matrix === 0 || ++queries > queriesBeforeCodes) prepare()
      room.clear(fields, wanted)
      if (coded) {
        const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
        const scale = largest === 0 ? 1 : largest / largestCode
        const numbers = new Int16Array(memory.memory.buffer, query, codeStride).fill(0)
        let left = 0
        for (const [index, value] of vector.entries()) {
          numbers[index] = Math.round(value / scale)
          left += (value - numbers[index]! * scale) ** 2
        }
        // Twice: a row's whole numbers may be a little longer than the row.
        const queryError = 2 * Math.sqrt(left) + scoreError
        fields.set({ queryScale: scale, queryError })
        run(searchKind.integers, limit)
      } else {
        memory.float32(query, dimension).set(vector)
        fields.set({ queryError: scoreError })
        if (limit < size) measure()
        run(measured ? searchKind.floats : searchKind.first, limit)
        measured = true
      }
      const candidates = room.take(wanted)
      startThreads()
      return candidates
    },
    canSearchMany() {
      if (matrix === 0) return false
      measure()
      ordinary ??= !memory.float32(inverseNorms, size).some(Number.isNaN)
      return ordinary
    },
    searchMany(vectors, asked, keep, limit = size) {
      startThreads()
      measure()
      batch.clear(fields, vectors, asked, keep)
      if (size > 0) run(searchKind.batch, limit)
      return batch.take(asked.length / 3, keep)
    },
    dispose() {
      fields.set({ stop: 1 })
      if (started) kernels.wakeSearch(fields.pointer)
    },
  }
}

/** No block has such a number. */
const exhausted = 0x7fffffff

type FoundBlock = ReturnType<typeof foundFieldsAt>

/** Where threads put the candidates of one query. */
function candidateRoom(memory: VectorMemory, blocks: readonly FoundBlock[]) {
  let room = 0
  return {
    clear(fields: ReturnType<typeof createSearchFields>, wanted: number): void {
      const capacity = 2 * wanted + spareCandidates
      if (capacity > room) {
        room = 2 * capacity
        for (const block of blocks) {
          const [heap, rows, scores, errors] = Array.from({ length: 4 }, () => memory.allocate(4 * room))
          block.set({ heap, rows, scores, errors })
        }
      }
      for (const block of blocks) block.set({ count: 0, overflow: 0, heaped: 0 })
      fields.set({ wanted, capacity: room })
    },
    take(wanted: number): Candidates | undefined {
      const bounds: number[] = []
      for (const block of blocks) {
        if (block.get('overflow') !== 0) return undefined
        bounds.push(...memory.float32(block.get('heap'), block.get('heaped')))
      }
      bounds.sort((a, b) => b - a)
      const least = bounds.length < wanted ? -Infinity : bounds[wanted - 1]!
      const candidates: number[] = []
      for (const block of blocks) {
        const count = block.get('count')
        const rows = memory.uint32(block.get('rows'), count)
        const scores = memory.float32(block.get('scores'), count)
        const errors = memory.float32(block.get('errors'), count)
        for (let index = 0; index < count; index++) {
          if (!(scores[index]! + errors[index]! < least - 1e-6)) candidates.push(rows[index]!)
        }
      }
      return { rows: candidates }
    },
  }
}

/** Where threads put the answers of a batch. */
function batchRoom(memory: VectorMemory, blocks: readonly FoundBlock[], dimension: number) {
  let queryRoom = 0
  let askedRoom = 0
  let answerRoom = 0
  let panels = false
  return {
    clear(
      fields: ReturnType<typeof createSearchFields>,
      vectors: Float32Array,
      asked: Uint32Array,
      keep: number,
    ): void {
      const count = vectors.length / dimension
      if (!panels) for (const block of blocks) block.set({ panels: memory.allocate(4 * batchBlockRows * dimension) })
      panels = true
      if (count > queryRoom) {
        queryRoom = count
        fields.set({ queries: memory.allocate(4 * vectors.length) })
        for (const block of blocks) block.set({ products: memory.allocate(4 * count * batchBlockRows) })
      }
      if (asked.length > askedRoom) {
        askedRoom = asked.length
        fields.set({ asked: memory.allocate(4 * asked.length) })
      }
      const answers = (asked.length / 3) * keep
      if (answers > answerRoom) {
        answerRoom = answers
        for (const block of blocks) {
          block.set({ batchRows: memory.allocate(4 * answers), batchScores: memory.allocate(4 * answers) })
        }
      }
      memory.float32(fields.get('queries'), vectors.length).set(vectors)
      memory.uint32(fields.get('asked'), asked.length).set(asked)
      for (const block of blocks) memory.float32(block.get('batchScores'), answers).fill(-Infinity)
      fields.set({ queryCount: count, askedCount: asked.length / 3, wanted: keep })
    },
    take(asked: number, keep: number): BatchAnswers {
      const rows = new Uint32Array(asked * keep)
      const scores = new Float32Array(asked * keep)
      const parts = blocks.map((block) => ({
        rows: memory.uint32(block.get('batchRows'), asked * keep),
        scores: memory.float32(block.get('batchScores'), asked * keep),
      }))
      for (let question = 0; question < asked; question++) {
        const start = question * keep
        const next = parts.map(() => start)
        for (let place = start; place < start + keep; place++) {
          let best = 0
          for (let part = 1; part < parts.length; part++) {
            if (scoreAt(parts, next, part, start + keep) > scoreAt(parts, next, best, start + keep)) best = part
          }
          scores[place] = parts[best]!.scores[next[best]!]!
          rows[place] = parts[best]!.rows[next[best]!]!
          next[best]! += 1
        }
      }
      return { rows, scores }
    },
  }
}

function scoreAt(
  parts: readonly { readonly scores: Float32Array }[],
  next: readonly number[],
  part: number,
  end: number,
): number {
  return next[part]! < end ? parts[part]!.scores[next[part]!]! : -Infinity
}
