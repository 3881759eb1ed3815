import { WordloomError, type LabeledText, type TextDataset } from '@wordloom/core'
import { assertString, assertStrings } from '../data/labeled-texts.js'
import { assertWeight } from '../data/row-weights.js'
import type { Pause } from '../loop/pause.js'

/**
 * A pass over a dataset; every row is checked. A pass that is given up ends the one of the dataset.
 *
 * @param name - where the rows came from, for error messages.
 * @throws WordloomError `INVALID_ARGUMENT` for a row that is none, naming it, `ABORTED`, and what the dataset throws.
 */
export async function* checkedRows<Label extends string>(
  dataset: TextDataset<Label>,
  name: string,
  pause: Pause,
): AsyncGenerator<LabeledText<Label>, void, void> {
  let index = 0
  for await (const row of dataset.rows()) {
    await pause()
    assertRow(row, `${name} row ${index}`)
    index += 1
    yield row
  }
}

/** Throws `INVALID_ARGUMENT` for anything but a {@link TextDataset}. */
export function assertTextDataset(dataset: unknown, name: string): void {
  if (typeof dataset !== 'object' || dataset === null || !('rows' in dataset) || typeof dataset.rows !== 'function') {
    throw new WordloomError('INVALID_ARGUMENT', 'This is no dataset', {
      name,
      expected: 'an object whose rows() gives an iterable of { text, label }',
      received: dataset === null ? 'null' : typeof dataset,
    })
  }
}

function assertRow(row: LabeledText, where: string): void {
  if (typeof row !== 'object' || row === null) {
    throw new WordloomError('INVALID_ARGUMENT', 'A row is no object', {
      name: where,
      expected: '{ text, label }',
      received: row === null ? 'null' : typeof row,
    })
  }
  assertString(row.text, `${where}, text`)
  if (Array.isArray(row.label)) assertStrings(row.label, `${where}, label`)
  else assertString(row.label, `${where}, label`)
  if (row.weight !== undefined) assertWeight(row.weight, `${where}, weight`)
}
