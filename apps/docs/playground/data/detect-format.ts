/** What the playground reads: separated values with a header row, or one JSON object a line. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl'

const byExtension: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
}

/** The format by the extension of a name, else by the first line of the text: pasted text has no name. */
export function detectFormat(name: string, text: string): TableFormat {
  const known = byExtension[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
  if (known !== undefined && name.includes('.')) return known
  const start = text.trimStart()
  if (start.startsWith('{')) return 'jsonl'
  const end = start.indexOf('\n')
  const firstLine = end === -1 ? start : start.slice(0, end)
  return firstLine.includes('\t') ? 'tsv' : 'csv'
}
