import { WordloomError } from '@wordloom/core'
import { closestName } from './closest-name.js'

/** Columns named in an error; a file with thousands would bury the message. */
const namedColumns = 20

/** The error for a column that is not there: names those that are, and the one that was probably meant. */
export function missingColumn(name: string, columns: readonly string[], file: string, line?: number): WordloomError {
  const listed = columns.slice(0, namedColumns).map((column) => `'${column}'`)
  if (columns.length > namedColumns) listed.push(`${columns.length - namedColumns} more`)
  const near = closestName(name, columns)
  const hint = near === undefined ? separatorHint(columns) : `Did you mean '${near}'?`
  return new WordloomError('DATA_COLUMN_MISSING', `There is no column '${name}'`, {
    file,
    ...(line === undefined ? {} : { line }),
    name,
    expected: `one of ${listed.join(', ')}`,
    ...(hint === undefined ? {} : { hint }),
  })
}

/** A header that is one long cell was written with another separator. */
function separatorHint(columns: readonly string[]): string | undefined {
  if (columns.length !== 1) return undefined
  if (columns[0]!.includes('\t'))
    return "The columns are separated by tabs: read it as 'tsv' (option `format`; `--format tsv` on the command line)."
  if (columns[0]!.includes(';')) return "The columns are separated by ';': save the file with commas."
  return columns[0]!.includes(',')
    ? "The columns are separated by commas: read it as 'csv' (option `format`; `--format csv` on the command line)."
    : undefined
}
