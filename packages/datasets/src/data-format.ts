import { extname } from 'node:path'
import { WordloomError } from '@wordloom/core'

/** Comma- or tab-separated values with a header row, one JSON object a line, or Parquet. */
export type DataFormat = 'csv' | 'tsv' | 'jsonl' | 'parquet'

/** The formats in the order in which help lists them. */
export const dataFormats: readonly DataFormat[] = ['csv', 'tsv', 'jsonl', 'parquet']

const formatByExtension: Readonly<Record<string, DataFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
}

/**
 * The format of a data file by its extension.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for an extension that says nothing.
 */
export function dataFormatOf(path: string): DataFormat {
  const format = formatByExtension[extname(path).toLowerCase()]
  if (format !== undefined) return format
  throw new WordloomError('INVALID_ARGUMENT', 'The name of a data file does not tell its format', {
    file: path,
    expected: `one of ${Object.keys(formatByExtension).join(' ')}`,
    hint: `Say which of ${dataFormats.join(', ')} it is (option ` + '`format`; `--format` on the command line).',
  })
}
