import { printable } from './printable.js'

/**
 * Rows of cells as aligned text, one line a row. Columns after the first are aligned to the right when `numbers` is set.
 */
export function alignColumns(rows: readonly (readonly string[])[], numbers = false): string {
  const cells = rows.map((row) => row.map(printable))
  const widths: number[] = []
  for (const row of cells) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => (numbers && column > 0 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** A figure between 0 and 1, or a loss, to four decimals. */
export function formatFigure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(4) : 'n/a'
}

/** A count with thousands separated. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US')
}
