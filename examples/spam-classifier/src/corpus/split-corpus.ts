import { createHash } from 'node:crypto'
import type { SpamLabel } from './spam-assassin-files.js'

/** A text and what it is. */
export interface LabeledText {
  readonly text: string
  readonly label: SpamLabel
}

export interface CorpusSplit<Row> {
  readonly train: readonly Row[]
  readonly test: readonly Row[]
}

/**
 * Splits texts into a training and a test part, with the same share of each label in both.
 *
 * Texts that begin with the same words go to the same part: 287 messages of the corpus share theirs with another one, and
 * what is trained on is no test. Such groups are ordered by the SHA-256 of their words, and for each label the first that
 * fit are the test part. So the split depends on the texts alone, not on their order, a file system or a random generator.
 *
 * @param testShare - Share of the test part, 0 to 1.
 * @returns Rows in the order given.
 */
export function splitCorpus<Row extends LabeledText>(rows: readonly Row[], testShare: number): CorpusSplit<Row> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = createHash('sha256').update(openingWords(row.text)).digest('hex')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }

  const room = new Map<SpamLabel, number>()
  for (const label of new Set(rows.map((row) => row.label))) {
    room.set(label, Math.round(rows.filter((row) => row.label === label).length * testShare))
  }

  const test = new Set<Row>()
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const label = group[0]!.label
    const left = room.get(label)! - group.length
    if (left < 0) continue
    room.set(label, left)
    for (const row of group) test.add(row)
  }
  return { train: rows.filter((row) => !test.has(row)), test: rows.filter((row) => test.has(row)) }
}

/**
 * The first 200 words of a text, lower-cased, with one space between them: what texts have in common that differ in layout
 * only, or after the words that the network reads.
 */
export function openingWords(text: string): string {
  return (text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []).slice(0, 200).join(' ')
}
