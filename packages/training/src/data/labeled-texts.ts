import { WordloomError, type LabeledTexts } from '@wordloom/core'

/**
 * Checks that there is one label for each text.
 *
 * @param name - where the rows came from, for error messages; empty for the request itself.
 * @throws WordloomError `DATA_EMPTY` for no rows, `INVALID_ARGUMENT` for lists of different length and for rows that are
 * no strings, and labels that are neither strings nor lists of them.
 */
export function assertLabeledTexts({ texts, labels }: LabeledTexts, name = ''): void {
  const prefix = name === '' ? '' : `${name}.`
  assertList(texts, `${prefix}texts`)
  assertList(labels, `${prefix}labels`)
  if (texts.length !== labels.length) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one label for each text', {
      name: `${prefix}labels`,
      expected: texts.length,
      received: labels.length,
    })
  }
  if (texts.length === 0) {
    throw new WordloomError('DATA_EMPTY', 'There are no rows to train on', { name: `${prefix}texts` })
  }
  assertStrings(texts, `${prefix}texts`)
  for (const [row, label] of labels.entries()) {
    if (Array.isArray(label)) assertStrings(label, `${prefix}labels[${row}]`)
    else assertString(label, `${prefix}labels[${row}]`)
  }
}

/** Throws `INVALID_ARGUMENT` for a value that is no string, naming its row. */
export function assertStrings(values: readonly string[], name: string): void {
  for (const [row, value] of values.entries()) assertString(value, `${name}[${row}]`)
}

/** Throws `INVALID_ARGUMENT` for a value that is no string. */
export function assertString(value: unknown, name: string): void {
  if (typeof value !== 'string') {
    throw new WordloomError('INVALID_ARGUMENT', 'A row is not a string', {
      name,
      expected: 'string',
      received: value === null ? 'null' : typeof value,
    })
  }
}

/** Throws `INVALID_ARGUMENT` for anything but an array; a string would otherwise count as a list of characters. */
export function assertList(values: unknown, name: string): void {
  if (!Array.isArray(values)) {
    throw new WordloomError('INVALID_ARGUMENT', 'An argument is not a list', {
      name,
      expected: 'array of strings',
      received: typeof values,
    })
  }
}
