import { WordloomError } from '@wordloom/core'

/** The labels that occur, sorted by UTF-16 code units: the same on every machine and in every locale. */
export function labelOrderOf<Label extends string>(labels: readonly Label[]): Label[] {
  return [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1))
}

/**
 * Labels as indices into `order`.
 *
 * @param name - what the labels are called in error messages.
 * @throws WordloomError `DATA_LABELS` for a label that is not in `order`, naming the row.
 */
export function labelIndices<Label extends string>(
  labels: readonly Label[],
  order: readonly Label[],
  name: string,
): Int32Array {
  const indices = new Map<string, number>(order.map((label, index) => [label, index]))
  return Int32Array.from(labels, (label, row) => {
    const index = indices.get(label)
    if (index === undefined) {
      throw new WordloomError('DATA_LABELS', 'A row has an unknown label', {
        name: `${name}[${row}]`,
        expected: order.join(', '),
        received: String(label),
        hint: 'The network has one output for each label; list all of them in labelOrder.',
      })
    }
    return index
  })
}

/** Throws `DATA_LABELS` unless two labels or more occur: nothing can be learnt from one. */
export function assertSeveralLabels(labels: readonly string[]): void {
  const first = labels[0]
  if (labels.every((label) => label === first)) {
    throw new WordloomError('DATA_LABELS', 'All rows have the same label', {
      name: 'labels',
      expected: 'two different labels or more',
      received: `only '${first}'`,
    })
  }
}
