/** Lines of a table with columns as wide as they must be. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)))
  return [head, ...rows].map((row) => {
    return row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd()
  })
}
