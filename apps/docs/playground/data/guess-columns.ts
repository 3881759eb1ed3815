import type { Table } from './table.js'

/** Indices of columns. */
export interface ColumnChoice {
  readonly text: number
  readonly label: number
}

const rowsLookedAt = 500
const labelNames = /^(label|class|category|target|sentiment|topic|y|spam|stars|rating)/i
const textNames = /^(text|message|body|review|content|sentence|comment|title)/i

/** Which column probably holds texts (long, all different) and which labels (few different ones). */
export function guessColumns({ columns, rows }: Pick<Table, 'columns' | 'rows'>): ColumnChoice {
  const sample = rows.slice(0, rowsLookedAt)
  const measured = columns.map((name, index) => {
    const fields = sample.map((row) => row[index] ?? '').filter((field) => field !== '')
    const meanLength = fields.reduce((sum, field) => sum + field.length, 0) / Math.max(fields.length, 1)
    const different = new Set(fields).size
    return { index, name, meanLength, different, repeats: different / Math.max(fields.length, 1) }
  })
  const byText = [...measured].sort(
    (a, b) => b.meanLength * bonus(textNames, b.name) - a.meanLength * bonus(textNames, a.name),
  )
  const text = byText[0]!.index
  const others = measured.filter(({ index }) => index !== text)
  const labelScore = ({ name, different, repeats }: (typeof measured)[number]): number =>
    (different < 2 ? 10 : repeats) / bonus(labelNames, name)
  return { text, label: others.sort((a, b) => labelScore(a) - labelScore(b))[0]!.index }
}

function bonus(names: RegExp, name: string): number {
  return names.test(name) ? 4 : 1
}
