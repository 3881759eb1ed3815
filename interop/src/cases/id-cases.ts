import { createRandom, paddingId, unknownId } from '@wordloom/core'
import type { RandomGenerator } from '@wordloom/core'
import type { Row } from './interop-case.js'

/** Rows of ids of one kind. */
export interface IdCase {
  readonly name: string
  readonly rows: readonly Row[]
  /** `[rows, time]`, the same rows with padding anywhere. */
  readonly ids: Int32Array
  readonly time: number
}

/** What the rows are of. */
export interface IdCaseOptions {
  readonly vocabularySize: number
  /** Ids of the longest ordinary row. */
  readonly longestRow: number
  /** For a file that takes rows of one length only: that length, at least 16 ids and four of the longest row. */
  readonly time?: number | undefined
}

/** Row counts around the block sizes of kernels, where code paths change, and a large one. */
const batchSizes = [1, 7, 32, 33, 256]
const padWidth = 8
const longTime = 2000

/** What implementations of a masked bidirectional GRU get wrong, and ordinary rows. */
export function idCases({ vocabularySize, longestRow, time: fixed }: IdCaseOptions): IdCase[] {
  const random = createRandom(42)
  const long = fixed ?? longTime
  const row = (length: number): Row => randomRow(random, length, vocabularySize)
  const some = (count: number): Row[] => Array.from({ length: count }, () => row(1 + random.nextInteger(longestRow)))
  const padding = new Array<number>(padWidth).fill(paddingId)
  const five = [row(longestRow), row(1), row(5), row(2), row(longestRow - 1)]
  return [
    padded('empty text', [[]]),
    padded('empty text, padded', [[]], () => padding),
    padded('empty texts among others', [row(5), [], row(3), []]),
    padded('one word', [row(1)]),
    padded('unknown words only', [row(7).map(() => unknownId)]),
    padded('right padding', five),
    padded('right padding, wide', five, (ids) => [...ids, ...padding]),
    aligned('left padding', five),
    padded('padding between words', five, (ids) => ids.flatMap((id) => [id, paddingId])),
    padded('padding everywhere', five, (ids) => [...padding, ...ids.flatMap((id) => [paddingId, id]), ...padding]),
    ...batchSizes.map((size) => padded(`batch of ${size}`, some(size))),
    padded(`${long} words`, [row(long)]),
    padded(`a word in ${long} ids`, [row(1)], (ids) => [...new Array<number>(long - 1).fill(paddingId), ...ids]),
  ].map((each) => (fixed === undefined ? each : widened(each, fixed)))
}

function randomRow(random: RandomGenerator, length: number, vocabularySize: number): Row {
  return Array.from({ length }, () => unknownId + random.nextInteger(vocabularySize - unknownId))
}

/** Rows laid out each for itself, and then padded on the right to the same length. */
function padded(name: string, rows: readonly Row[], layOut: (row: Row) => Row = (row) => row): IdCase {
  const laidOut = rows.map(layOut)
  const time = Math.max(...laidOut.map((row) => row.length))
  return { name, rows, ids: flattened(laidOut, time), time }
}

/** Rows padded on the left, so that all end together. */
function aligned(name: string, rows: readonly Row[]): IdCase {
  const time = Math.max(...rows.map((row) => row.length))
  return padded(name, rows, (row) => [...new Array<number>(time - row.length).fill(paddingId), ...row])
}

function widened({ name, rows, ids, time }: IdCase, wider: number): IdCase {
  const laidOut = rows.map((_, row) => [...ids.subarray(row * time, (row + 1) * time)])
  return { name, rows, ids: flattened(laidOut, wider), time: wider }
}

function flattened(rows: readonly Row[], time: number): Int32Array {
  const ids = new Int32Array(rows.length * time).fill(paddingId)
  for (const [index, row] of rows.entries()) ids.set(row, index * time)
  return ids
}
