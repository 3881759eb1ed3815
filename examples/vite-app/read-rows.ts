import type { LabeledTexts } from '@wordloom/core'

/** A message and, behind the last comma, its label on each line; other lines are passed over. */
export function readRows(lines: string): LabeledTexts {
  const rows = lines.split('\n').flatMap((line) => {
    const comma = line.lastIndexOf(',')
    const [text, label] = [line.slice(0, comma).trim(), line.slice(comma + 1).trim()]
    return comma > 0 && text !== '' && label !== '' ? [{ text, label }] : []
  })
  return { texts: rows.map(({ text }) => text), labels: rows.map(({ label }) => label) }
}
