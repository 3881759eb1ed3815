import { createEmbedding, slotCount, vocabularyFromTable, wordTableOf } from '@wordloom/core'
import { createVectorMemory, type VectorMemory } from '@wordloom/kernels/vector-memory'
import { compileVectorParser, stopReason, type ParserJob } from '@wordloom/kernels/vector-parser'
import type { LoadVectorsOptions } from '../options.js'
import { regularReport } from '../parse/regular-report.js'
import { reservedRows } from '../parse/row-store.js'
import type { LoadedVectors } from '../report.js'
import { parseWantedRows } from './parse-wanted-rows.js'
import { createPieceTeam } from './piece-team.js'
import { sampleFile, type FileSample } from './sample-file.js'

/** Below this, starting threads and reserving memory costs more than reading row by row. */
const smallestFile = 1_048_576

/**
 * Parses a plain text file whose rows are all regular, on several threads, straight into memory that threads share.
 *
 * Gives nothing for every other file (small ones, rows with spaces in their words, repeated words, bad rows, a `<unk>`):
 * what such rows mean is the business of the parser that reads in order.
 */
export async function parseRegularFile(
  path: string | URL,
  name: string,
  options: LoadVectorsOptions,
): Promise<LoadedVectors | undefined> {
  // A limit is reached in the order of rows, which threads do not keep.
  if (options.limit !== undefined) return undefined
  const compiled = compileVectorParser(true)
  // Nobody may ever wait for it.
  compiled.catch(() => undefined)
  const sample = await sampleFile(path, name, smallestFile, options)
  if (sample === undefined) return undefined
  try {
    const module = await compiled
    if (options.words !== undefined) return await parseWantedRows(module, sample, name, options.words, options)
    let { rows } = sample
    let wordBytes = sample.wordBytes
    for (let attempt = 0; attempt < 2; attempt++) {
      const parsed = await parseOnce(module, { ...sample, rows, wordBytes }, name, options)
      if (parsed !== 'full') return parsed
      // The sample was not typical.
      rows *= 3
      wordBytes *= 3
    }
    return undefined
  } finally {
    sample.close()
  }
}

async function parseOnce(
  module: WebAssembly.Module,
  sample: FileSample,
  name: string,
  options: LoadVectorsOptions,
): Promise<LoadedVectors | 'full' | undefined> {
  const { dimension, rows: rowCapacity, wordBytes: wordCapacity } = sample
  const memory = createVectorMemory(true)
  const team = createPieceTeam(memory, sample, options.threads)
  const layout = {
    words: memory.allocate(wordCapacity),
    offsets: memory.allocate(4 * (rowCapacity + 1)),
    hashes: memory.allocate(4 * rowCapacity),
    slots: memory.allocate(4 * slotCount(rowCapacity)),
  }
  // Last, so that what is reserved and not used lies behind it all.
  const base = memory.allocate(4 * (reservedRows + rowCapacity) * dimension)
  const matrix = base + 4 * reservedRows * dimension
  team.job.set({ ...layout, slotMask: slotCount(rowCapacity) - 1, matrix, rowCapacity, wordCapacity })
  const reason = await team.run(module, name, options)
  if (reason === stopReason.full) return 'full'
  if (reason !== stopReason.none || team.rows() === 0) return undefined
  return finished(memory, team.job, { layout, base, rows: team.rows(), dimension }, sample, name, options)
}

interface ParsedLayout {
  readonly layout: { readonly words: number; readonly offsets: number; readonly slots: number }
  readonly base: number
  readonly rows: number
  readonly dimension: number
}

function finished(
  memory: VectorMemory,
  job: ParserJob,
  { layout, base, rows, dimension }: ParsedLayout,
  sample: FileSample,
  name: string,
  options: LoadVectorsOptions,
): LoadedVectors {
  const offsets = memory.uint32(layout.offsets, rows + 1)
  const table = wordTableOf({
    bytes: memory.uint8(layout.words, offsets[rows]!),
    offsets,
    slots: memory.uint32(layout.slots, job.get('slotMask') + 1),
    seed: job.get('seed'),
  })
  const matrix = memory.float32(base, (reservedRows + rows) * dimension)
  const embedding = createEmbedding(vocabularyFromTable(table), matrix, dimension, {
    outOfVocabulary: options.outOfVocabulary ?? { type: 'mean' },
  })
  return { embedding, report: regularReport(name, sample, { rows, kept: rows, notAskedFor: 0 }) }
}
