import { WordloomError, type LabeledTexts, type TaskSpec } from '@wordloom/core'

/** One label a row, or a list of them. */
type Labels<Label extends string = string> = LabeledTexts<Label>['labels']

/** Whether a row may have several labels: when one of them comes as a list. */
export function isMultiLabel(labels: Labels): boolean {
  return labels.some((label) => typeof label !== 'string')
}

/** The labels that occur, sorted by UTF-16 code units: the same on every machine and in every locale. */
export function labelOrderOf<Label extends string>(labels: Labels<Label>): Label[] {
  return sortedLabels(new Set(labels.flatMap((label): readonly Label[] => labelsOf(label))))
}

/** Different labels, sorted by UTF-16 code units. */
export function sortedLabels<Label extends string>(labels: Iterable<Label>): Label[] {
  return [...labels].sort((a, b) => (a < b ? -1 : 1))
}

/** The labels of a row as a list. */
export function labelsOf<Label extends string>(label: Label | readonly Label[]): readonly Label[] {
  return typeof label === 'string' ? [label] : label
}

/**
 * What an engine learns from: the index of each row's label, `[rows]`; for a multi-label task `[rows, labels]`, 1 where a
 * label is true.
 *
 * @param name - what the labels are called in error messages.
 * @throws WordloomError `DATA_LABELS` for a label that is not in the task, naming the row, and for a list of labels where
 * the task takes one.
 */
export function encodeTargets<Label extends string>(
  labels: Labels<Label>,
  { type, labels: order }: TaskSpec<Label>,
  name: string,
): Int32Array {
  if (type !== 'multi-label') {
    return labelIndices(
      labels.map((label, row) => onlyLabel(type, label, `${name}[${row}]`)),
      order,
      name,
    )
  }
  const indexOf = labelIndexer(order)
  const targets = new Int32Array(labels.length * order.length)
  for (const [row, label] of labels.entries()) {
    for (const each of labelsOf(label)) targets[row * order.length + indexOf(each, `${name}[${row}]`)] = 1
  }
  return targets
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
  const indexOf = labelIndexer(order)
  return Int32Array.from(labels, (label, row) => indexOf(label, `${name}[${row}]`))
}

/** Throws `DATA_LABELS` unless two rows differ in their labels: nothing can be learnt from one. */
export function assertSeveralLabels(labels: Labels): void {
  const first = labels[0]!
  const key = labelKey(first)
  const isSame = labels.every((label) => label === first || labelKey(label) === key)
  assertSeveral(!isSame, labelsOf(first), 'labels')
}

/** Throws `DATA_LABELS` unless `hasSeveral`; `labels` are what all rows have, `name` is what they are called. */
export function assertSeveral(hasSeveral: boolean, labels: readonly string[], name: string): void {
  if (!hasSeveral) {
    throw new WordloomError('DATA_LABELS', 'All rows have the same label', {
      name,
      expected: 'two different labels or more',
      received: `only '${labels.join(', ')}'`,
    })
  }
}

/** The same text for the same set of labels. */
export function labelKey(label: string | readonly string[]): string {
  return JSON.stringify([...new Set(labelsOf(label))].sort())
}

/** Makes a function that gives the index of a label and throws `DATA_LABELS` for an unknown one. */
export function labelIndexer(order: readonly string[]): (label: string, where: string) => number {
  const indices = new Map(order.map((label, index) => [label, index]))
  return (label, where) => {
    const index = indices.get(label)
    if (index === undefined) {
      throw new WordloomError('DATA_LABELS', 'A row has an unknown label', {
        name: where,
        expected: order.join(', '),
        received: String(label),
        hint: 'The network has one output for each label; list all of them in labelOrder.',
      })
    }
    return index
  }
}

/** The one label of a row. Throws `DATA_LABELS` for a list. */
export function onlyLabel<Label extends string>(task: string, label: Label | readonly Label[], where: string): Label {
  if (typeof label === 'string') return label
  throw new WordloomError('DATA_LABELS', 'A row has a list of labels, but the task takes one', {
    name: where,
    expected: `a string, for a ${task} task`,
    received: `a list of ${label.length}`,
    hint: 'A multi-label task takes lists: leave model.task out, and give lists in labels.',
  })
}
