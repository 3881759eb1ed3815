import type { RandomGenerator } from '@wordloom/core'
import { shuffle } from './shuffle.js'
import type { RowSplit } from './stratified-split.js'

/**
 * Sets about a share of the rows aside so that every label keeps its proportion, by iterative stratification: the rows of
 * the label that fewest undecided rows have are dealt out first, each to the side that lacks more of that label. Every
 * label that occurs keeps a row for training.
 *
 * @param targets - `[rows, labels]`, 1 where a label is true.
 * @param share - of the rows, 0 … 1.
 * @see Sechidis, Tsoumakas and Vlahavas (2011), "On the stratification of multi-label data"
 */
export function multiLabelSplit(targets: Int32Array, labels: number, share: number, random: RandomGenerator): RowSplit {
  const rows = targets.length / labels
  const inValidation = new Uint8Array(rows)
  if (share > 0) dealOut(targets, labels, share, random, inValidation)
  keepOneForTraining(targets, labels, inValidation)
  const all = Int32Array.from({ length: rows }, (_, row) => row)
  return {
    training: all.filter((row) => inValidation[row] === 0),
    validation: all.filter((row) => inValidation[row] === 1),
  }
}

/** What a side still wants: of each label, and at the end of the list of all rows. */
type Wanted = [training: number[], validation: number[]]

function dealOut(
  targets: Int32Array,
  labels: number,
  share: number,
  random: RandomGenerator,
  inValidation: Uint8Array,
): void {
  const rows = inValidation.length
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  shuffle(order, random)
  const rowsOf = Array.from({ length: labels }, (_, label) => [...order].filter((row) => targets[row * labels + label]))
  const left = rowsOf.map(({ length }) => length)
  const decided = new Uint8Array(rows)
  const sizes = [...left, rows]
  const wanted: Wanted = [sizes.map((size) => size * (1 - share)), sizes.map((size) => size * share)]
  const decide = (row: number, label: number): void => {
    const side = sideOf(wanted, label, labels)
    decided[row] = 1
    inValidation[row] = side
    wanted[side][labels]! -= 1
    for (let each = 0; each < labels; each++) {
      if (targets[row * labels + each] === 0) continue
      left[each]! -= 1
      wanted[side][each]! -= 1
    }
  }
  for (let label = rarest(left); label >= 0; label = rarest(left)) {
    for (const row of rowsOf[label]!) if (decided[row] === 0) decide(row, label)
  }
  for (const row of order) if (decided[row] === 0) decide(row, labels)
}

/** Where more of the label is wanted, or of rows altogether; training where that is the same, too. */
function sideOf([training, validation]: Wanted, label: number, all: number): 0 | 1 {
  const more = validation[label]! - training[label]! || validation[all]! - training[all]!
  return more > 0 ? 1 : 0
}

/** The label that fewest undecided rows have, -1 when none has a label. */
function rarest(left: readonly number[]): number {
  let best = -1
  for (const [label, count] of left.entries()) {
    if (count > 0 && (best < 0 || count < left[best]!)) best = label
  }
  return best
}

function keepOneForTraining(targets: Int32Array, labels: number, inValidation: Uint8Array): void {
  for (let label = 0; label < labels; label++) {
    const rows = Array.from(inValidation.keys()).filter((row) => targets[row * labels + label] === 1)
    if (rows.length > 0 && rows.every((row) => inValidation[row] === 1)) inValidation[rows[0]!] = 0
  }
}
