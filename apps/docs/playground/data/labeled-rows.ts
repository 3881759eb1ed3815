import { WordloomError } from '@wordloom/core'
import type { ColumnChoice } from './guess-columns.js'
import { mostLabels } from './limits.js'
import type { Table } from './table.js'

/** Texts and labels, one to one. */
export interface LabeledRows {
  readonly texts: readonly string[]
  readonly labels: readonly string[]
}

/** Rows that can be trained on. */
export interface ChosenRows extends LabeledRows {
  /** How many rows bear each label, the most frequent first. */
  readonly counts: readonly (readonly [label: string, rows: number])[]
  /** Rows left out because text or label is empty. */
  readonly skipped: number
}

/**
 * Two columns of a table as texts and labels.
 *
 * @throws WordloomError `DATA_EMPTY` when no row has both, `DATA_LABELS` for one label only or too many, `INVALID_ARGUMENT`
 * for one column in both roles.
 */
export function labeledRows({ name, columns, rows }: Table, choice: ColumnChoice): ChosenRows {
  if (choice.text === choice.label) {
    throw new WordloomError('INVALID_ARGUMENT', 'Text and label are the same column', {
      name: columns[choice.label]!,
      hint: 'Choose another one.',
    })
  }
  const kept = rows
    .map((row) => ({ text: (row[choice.text] ?? '').trim(), label: (row[choice.label] ?? '').trim() }))
    .filter(({ text, label }) => text !== '' && label !== '')
  if (kept.length === 0) {
    throw new WordloomError('DATA_EMPTY', 'No row has both a text and a label', {
      file: name,
      hint: 'Are these the right columns?',
    })
  }
  const counts = countsOf(kept.map(({ label }) => label))
  assertLabels(counts, columns[choice.label]!)
  return {
    texts: kept.map(({ text }) => text),
    labels: kept.map(({ label }) => label),
    counts,
    skipped: rows.length - kept.length,
  }
}

function countsOf(labels: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

function assertLabels(counts: readonly (readonly [string, number])[], name: string): void {
  if (counts.length < 2) {
    throw new WordloomError('DATA_LABELS', 'Every row has the same label', {
      name,
      expected: 'two labels or more',
      received: `only '${shortened(counts[0]![0])}'`,
      hint: 'A classifier learns to tell things apart. Choose another column, or add rows of another label.',
    })
  }
  if (counts.length > mostLabels) {
    throw new WordloomError('DATA_LABELS', 'There are too many different labels', {
      name,
      expected: `at most ${mostLabels}`,
      received: counts.length,
      hint: 'Is this the right column?',
    })
  }
}

function shortened(label: string): string {
  return label.length <= 40 ? label : `${label.slice(0, 39)}…`
}
