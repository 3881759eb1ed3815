import { WordloomError } from '@wordloom/core'
import { readTextGroups, type DataFormat } from '@wordloom/datasets'

/** Where rows to verify on come from, if any. */
export interface SampleOptions {
  readonly data?: string
  readonly text?: string
  readonly format?: DataFormat | undefined
  readonly quotes: boolean
}

/** Rows that a verification reads at most: it runs the model twice on each. */
const maximumSamples = 1000

/**
 * The first texts of `--data`; undefined without it.
 *
 * @throws WordloomError `INVALID_ARGUMENT` when only one of `--data` and `--text` is given.
 */
export async function readSampleTexts(options: SampleOptions): Promise<string[] | undefined> {
  const { data: file, text, format, quotes } = options
  if (file === undefined && text === undefined) return undefined
  if (file === undefined || text === undefined) {
    throw new WordloomError('INVALID_ARGUMENT', '--data and --text go together', {
      name: file === undefined ? '--data' : '--text',
      hint: 'Name the file with --data and the column of its texts with --text.',
    })
  }
  const groups = readTextGroups({ file, text, quotes, ...(format === undefined ? {} : { format }) }, maximumSamples)
  for await (const group of groups) return group
  return []
}
