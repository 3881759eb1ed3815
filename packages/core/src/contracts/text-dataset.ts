/** One row of a dataset. */
export interface LabeledText<Label extends string = string> {
  /** As it stands in the dataset, not tokenised. */
  readonly text: string
  /** One label, or for a multi-label task those that are true of the text. */
  readonly label: Label | readonly Label[]
  /** How much the row counts, 0 or more. @defaultValue 1 */
  readonly weight?: number
}

/**
 * Labelled texts that need not fit into memory: read row by row, once to get to know them and once for each epoch.
 *
 * Every pass must give the same rows in the same order. Rows that are sorted, by label for instance, had better be
 * shuffled beforehand: a training only shuffles within a buffer.
 */
export interface TextDataset<Label extends string = string> {
  /** A fresh pass from the first row. A pass that is given up is ended by the iterator's `return`. */
  rows(): Iterable<LabeledText<Label>> | AsyncIterable<LabeledText<Label>>
}
