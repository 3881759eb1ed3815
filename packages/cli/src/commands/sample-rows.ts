import { WordloomError } from '@wordloom/core'
import { readLabeledRows, readTextGroups, type DataFormat } from '@wordloom/datasets'
import { withoutUndefined } from '../options/without-undefined.js'

/** Where rows to verify on come from, if any. */
export interface SampleOptions {
  readonly data?: string | undefined
  readonly text?: string | undefined
  readonly label?: string | undefined
  readonly labelSeparator?: string | undefined
  readonly format?: DataFormat | undefined
  readonly quotes: boolean
}

/** Rows to verify on. */
export interface SampleRows {
  readonly sampleTexts?: readonly string[]
  /** One each, or a list of them. */
  readonly sampleLabels?: readonly (string | readonly string[])[]
}

/** Rows that a verification reads at most: it runs the model twice on each. */
const maximumSamples = 1000

/**
 * The first rows of `--data`, or all; nothing without it.
 *
 * @throws WordloomError `INVALID_ARGUMENT` when only one of `--data` and `--text` is given, or `--label` without them.
 */
export async function readSampleRows(options: SampleOptions, which: 'first' | 'all' = 'first'): Promise<SampleRows> {
  const { data: file, text, label, labelSeparator, format, quotes } = options
  if (file === undefined && text === undefined && label === undefined) return {}
  if (file === undefined || text === undefined) {
    throw new WordloomError('INVALID_ARGUMENT', '--data and --text go together', {
      name: file === undefined ? '--data' : '--text',
      hint: 'Name the file with --data and the column of its texts with --text.',
    })
  }
  const most = which === 'all' ? Infinity : maximumSamples
  const common = { file, text, quotes, ...withoutUndefined({ format }) }
  if (label !== undefined) {
    const rows = await readLabeledRows({ ...common, label, ...withoutUndefined({ labelSeparator }) })
    return { sampleTexts: rows.texts.slice(0, most), sampleLabels: rows.labels.slice(0, most) }
  }
  const sampleTexts: string[] = []
  for await (const group of readTextGroups(common, maximumSamples)) {
    sampleTexts.push(...group)
    if (sampleTexts.length >= most) break
  }
  return { sampleTexts }
}
