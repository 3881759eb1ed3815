import { createRandom, paddingId, unknownId } from '@wordloom/core'
import type { RandomGenerator } from '@wordloom/core'

/** Rows of one kind that every runtime is asked. */
export interface InteropCase {
  readonly name: string
  /** One row a text, without padding. */
  readonly rows: readonly (readonly number[])[]
  /** What the runtime gets: `[rows, time]`, the same rows with padding anywhere. */
  readonly ids: Int32Array
  readonly time: number
}

type Row = readonly number[]

/** Row counts around the block sizes of kernels, where code paths change, and a large one. */
const batchSizes = [1, 7, 32, 33, 256]
const padWidth = 8
const longTime = 2000

/**
 * What implementations of a masked bidirectional GRU get wrong, and ordinary rows.
 *
 * @param longestRow - ids of the longest ordinary row.
 */
export function interopCases(vocabularySize: number, longestRow: number): InteropCase[] {
  const random = createRandom(42)
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
    padded(`${longTime} words`, [row(longTime)]),
    padded(`a word in ${longTime} ids`, [row(1)], (ids) => [
      ...new Array<number>(longTime - 1).fill(paddingId),
      ...ids,
    ]),
  ]
}

function randomRow(random: RandomGenerator, length: number, vocabularySize: number): Row {
  return Array.from({ length }, () => unknownId + random.nextInteger(vocabularySize - unknownId))
}

/** Rows laid out each for itself, and then padded on the right to the same length. */
function padded(name: string, rows: readonly Row[], layOut: (row: Row) => Row = (row) => row): InteropCase {
  const laidOut = rows.map(layOut)
  const time = Math.max(...laidOut.map((row) => row.length))
  const ids = new Int32Array(rows.length * time).fill(paddingId)
  for (const [index, row] of laidOut.entries()) ids.set(row, index * time)
  return { name, rows, ids, time }
}

/** Rows padded on the left, so that all end together. */
function aligned(name: string, rows: readonly Row[]): InteropCase {
  const time = Math.max(...rows.map((row) => row.length))
  return padded(name, rows, (row) => [...new Array<number>(time - row.length).fill(paddingId), ...row])
}
