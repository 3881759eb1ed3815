import { WordloomError, type RandomGenerator, type TextDataset } from '@wordloom/core'
import { createFingerprint } from '../checkpoints/fingerprint.js'
import type { LabeledRows } from '../data/batches.js'
import type { RowSource } from '../data/row-source.js'
import type { Pause } from '../loop/pause.js'
import { checkedRows } from './checked-rows.js'
import { createRowEncoder, joinRows, type EncodedRow, type RowEncoding } from './encode-row.js'
import { addRow } from './row-fingerprint.js'
import type { DatasetScan } from './scan-dataset.js'
import { shuffleBuffer } from './shuffle-buffer.js'

/** Batches in a part, where the buffer is large enough: four pools of the size that batches of similar length need. */
const batchesPerPart = 200

/** Some rows of a dataset, and how they are handed on. */
export interface StreamedRowsOptions<Label extends string = string> {
  readonly dataset: TextDataset<Label>
  /** Where the rows came from, for error messages. */
  readonly name: string
  /** Of the first pass. */
  readonly scan: Pick<DatasetScan<Label>, 'rows' | 'fingerprint'>
  /** Which rows are taken, by their number in the dataset. */
  readonly takes: (row: number) => boolean
  /** How many those are. */
  readonly rowCount: number
  readonly encoding: RowEncoding<Label>
  readonly hasWeights: boolean
  readonly batchSize: number
  /** Rows held in memory to be shuffled. A part is not larger. */
  readonly bufferRows: number
  /** Its forks `buffer/<epoch>` shuffle; without it the rows keep their order. */
  readonly random?: RandomGenerator
  readonly pause: Pause
}

/**
 * Rows of a dataset that is read anew for each pass: at most twice `bufferRows` of them are in memory.
 *
 * Errors of a pass: `DATA_CHANGED` at its end when it gave other rows than the first, and those of {@link checkedRows}.
 */
export function streamedRows<Label extends string>(options: StreamedRowsOptions<Label>): RowSource {
  const { scan, rowCount, encoding, hasWeights, batchSize, bufferRows, random } = options
  const rowsPerPart = Math.max(1, Math.min(batchesPerPart, Math.floor(bufferRows / batchSize))) * batchSize
  return {
    rowCount,
    fingerprint: () => `${scan.fingerprint}/${rowCount}`,
    async *parts(epoch): AsyncGenerator<LabeledRows, void, void> {
      let part: EncodedRow[] = []
      const encoded = encodedRows(options)
      const shuffled = random ? shuffleBuffer(encoded, bufferRows, random.fork(`buffer/${epoch}`)) : encoded
      for await (const row of shuffled) {
        part.push(row)
        if (part.length < rowsPerPart) continue
        yield joinRows(part, encoding.spec.task, hasWeights)
        part = []
      }
      if (part.length > 0) yield joinRows(part, encoding.spec.task, hasWeights)
    },
  }
}

/**
 * Rows that are read on the first pass and kept, if there are at most `most` of them; else as they are.
 */
export function keptIfSmall(source: RowSource, most: number): RowSource {
  if (source.rowCount > most) return source
  let kept: LabeledRows[] | undefined
  return {
    ...source,
    async *parts(epoch): AsyncGenerator<LabeledRows, void, void> {
      if (kept === undefined) {
        const parts: LabeledRows[] = []
        for await (const part of source.parts(epoch)) parts.push(part)
        kept = parts
      }
      yield* kept
    },
  }
}

async function* encodedRows<Label extends string>({
  dataset,
  name,
  scan,
  takes,
  encoding,
  pause,
}: StreamedRowsOptions<Label>): AsyncGenerator<EncodedRow, void, void> {
  const encode = createRowEncoder(encoding)
  const fingerprint = createFingerprint()
  let index = 0
  for await (const row of checkedRows(dataset, name, pause)) {
    addRow(fingerprint, row)
    if (takes(index)) yield encode(row, `${name} row ${index}`)
    index += 1
  }
  if (index !== scan.rows || fingerprint.digest() !== scan.fingerprint) {
    throw new WordloomError('DATA_CHANGED', 'A dataset gave other rows than in its first pass', {
      name,
      ...(index !== scan.rows && { expected: `${scan.rows} rows`, received: index }),
      hint: 'rows() must give the same rows in the same order each time it is called, and the files must stay as they are.',
    })
  }
}
