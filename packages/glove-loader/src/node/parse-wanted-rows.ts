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
/** Bytes from which a second thread pays. */
const largeFile = 536_870_912

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
  // Starting a thread takes as long as looking through a file of usual size.
  const team = createPieceTeam(memory, sample, options.threads ?? (sample.size < largeFile ? 1 : undefined))
  const wanted = [...firstPieces(words)]
  const rowCapacity = 2 * words.size + spareRows
  const keptRows = memory.allocate(8 * rowCapacity)
  const parsedAt = memory.allocate(4 * rowCapacity * dimension)
  team.job.set({ ...copyWanted(memory, wanted), keptRows, matrix: parsedAt, rowCapacity })
  if ((await team.run(module, name, options)) !== stopReason.none) return undefined

  const kept = team.job.get('keptCount')
  const log = memory.uint32(keptRows, 2 * kept).slice()
  const inOrder = Uint32Array.from({ length: kept }, (_, index) => index).sort((a, b) => log[2 * a]! - log[2 * b]!)
  const seen = new Uint8Array(wanted.length)
  const found: string[] = []
  const parsed = memory.float32(parsedAt, kept * dimension)
  const room = (reservedRows + kept) * dimension
  const matrix = memory.float32(memory.allocate(4 * room), room)
  let to = reservedRows * dimension
  for (const index of inOrder) {
    const number = log[2 * index + 1]!
    const word = wanted[number]!
    // The begin of a word that is asked for, and no word that is.
    if (!words.has(word)) continue
    // Which of two rows counts is a matter of options.
    if (seen[number] === 1) return undefined
    seen[number] = 1
    found.push(word)
    for (let from = index * dimension, column = 0; column < dimension; column++) matrix[to++] = parsed[from++]!
  }
  const embedding = createEmbedding(createVocabulary(found), matrix.subarray(0, to), dimension, {
    outOfVocabulary: options.outOfVocabulary ?? { type: 'mean' },
  })
  const rows = team.rows()
  const counts = { rows, kept: found.length, notAskedFor: rows - found.length }
  return { embedding, report: regularReport(name, sample, counts) }
}

function copyWanted(memory: VectorMemory, wanted: readonly string[]): Partial<Record<ParserJobField, number>> {
  const { bytes, offsets, slots } = createWordTable(wanted)
  const wantedWords = memory.allocate(bytes.length)
  const wantedOffsets = memory.allocate(offsets.byteLength)
  const wantedSlots = memory.allocate(slots.byteLength)
  memory.uint8(wantedWords, bytes.length).set(bytes)
  memory.uint32(wantedOffsets, offsets.length).set(offsets)
  memory.uint32(wantedSlots, slots.length).set(slots)
  return { wantedWords, wantedOffsets, wantedSlots, wantedMask: slots.length - 1 }
}
