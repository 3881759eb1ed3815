import { createEmbedding, createVocabulary, createWordTable } from '@wordloom/core'
import { createVectorMemory, type VectorMemory } from '@wordloom/kernels/vector-memory'
import { stopReason, type ParserJobField } from '@wordloom/kernels/vector-parser'
import type { LoadVectorsOptions } from '../options.js'
import { regularReport } from '../parse/regular-report.js'
import { firstPieces } from '../parse/row-reader.js'
import { reservedRows } from '../parse/row-store.js'
import type { LoadedVectors } from '../report.js'
import { createPieceTeam } from './piece-team.js'
import type { FileSample } from './sample-file.js'

/** Rows that begin with a wanted word and are another one (`. . .` when `.` is wanted) or a repetition: room for some. */
const spareRows = 1_024
/** Bytes of a word, on average at most; a file with longer ones is read in order. */
const bytesPerWord = 64

/**
 * Parses the rows of some words, on several threads; of all other rows only the first bytes are looked at. Gives nothing
 * when a wanted row is not regular.
 */
export async function parseWantedRows(
  module: WebAssembly.Module,
  sample: FileSample,
  name: string,
  words: ReadonlySet<string>,
  options: LoadVectorsOptions,
): Promise<LoadedVectors | undefined> {
  const { dimension } = sample
  const memory = createVectorMemory(true)
  const team = createPieceTeam(memory, sample, options.threads)
  const wanted = firstPieces(words)
  const rowCapacity = 2 * words.size + spareRows
  const wordCapacity = rowCapacity * bytesPerWord
  const layout = {
    words: memory.allocate(wordCapacity),
    offsets: memory.allocate(8 * rowCapacity),
    keptRows: memory.allocate(4 * rowCapacity),
    matrix: memory.allocate(4 * rowCapacity * dimension),
  }
  team.job.set({ ...layout, ...copyWanted(memory, wanted), rowCapacity, wordCapacity })
  if ((await team.run(module, name, options)) !== stopReason.none) return undefined

  const kept = team.job.get('keptCount')
  const keptRows = memory.uint32(layout.keptRows, kept)
  const offsets = memory.uint32(layout.offsets, 2 * kept)
  const bytes = memory.uint8(layout.words, team.job.get('keptBytes'))
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const inOrder = Uint32Array.from({ length: kept }, (_, index) => index).sort((a, b) => keptRows[a]! - keptRows[b]!)
  const found = new Map<string, number>()
  for (const index of inOrder) {
    const word = decoder.decode(bytes.slice(offsets[2 * index], offsets[2 * index + 1]))
    if (!words.has(word)) continue
    // Which of two rows counts is a matter of options.
    if (found.has(word)) return undefined
    found.set(word, index)
  }
  const parsed = memory.float32(layout.matrix, kept * dimension)
  const matrix = memory.float32(
    memory.allocate(4 * (reservedRows + found.size) * dimension),
    (reservedRows + found.size) * dimension,
  )
  let row = reservedRows
  for (const index of found.values()) {
    matrix.set(parsed.subarray(index * dimension, (index + 1) * dimension), row * dimension)
    row += 1
  }
  const embedding = createEmbedding(createVocabulary(found.keys()), matrix, dimension, {
    outOfVocabulary: options.outOfVocabulary ?? { type: 'mean' },
  })
  const rows = team.rows()
  const counts = { rows, kept: found.size, notAskedFor: rows - found.size }
  return { embedding, report: regularReport(name, sample, counts) }
}

function copyWanted(memory: VectorMemory, wanted: ReadonlySet<string>): Partial<Record<ParserJobField, number>> {
  const { bytes, offsets, slots } = createWordTable(wanted)
  const wantedWords = memory.allocate(bytes.length)
  const wantedOffsets = memory.allocate(offsets.byteLength)
  const wantedSlots = memory.allocate(slots.byteLength)
  memory.uint8(wantedWords, bytes.length).set(bytes)
  memory.uint32(wantedOffsets, offsets.length).set(offsets)
  memory.uint32(wantedSlots, slots.length).set(slots)
  return { wantedWords, wantedOffsets, wantedSlots, wantedMask: slots.length - 1 }
}
