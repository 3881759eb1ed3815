import { createRandom } from '@wordloom/core'

const words = {
  spam: ['free', 'money', 'winner', 'click', 'prize', 'cash', 'offer', 'urgent'],
  ham: ['meeting', 'lunch', 'tomorrow', 'report', 'family', 'notes', 'train', 'weather'],
  both: ['the', 'a', 'you', 'we', 'today', 'and', 'please', 'it', 'is', 'to'],
} as const

export interface Row {
  readonly text: string
  readonly label: 'ham' | 'spam'
}

/** Messages that a few words give away: half of them ham, half spam. */
export function messages(rows: number, wordsPerRow = 8, seed = 1): Row[] {
  const random = createRandom(seed)
  const pick = (from: readonly string[]): string => from[random.nextInteger(from.length)]!
  return Array.from({ length: rows }, (_, index) => {
    const label = index % 2 === 0 ? 'ham' : 'spam'
    const text = Array.from({ length: wordsPerRow }, () => pick(random.nextFloat() < 0.4 ? words[label] : words.both))
    return { text: text.join(' '), label }
  })
}

/** Rows as CSV with a column that nobody needs. */
export function toCsv(rows: readonly Row[]): string {
  return `id,text,label\n${rows.map(({ text, label }, index) => `${index},"${text}",${label}\n`).join('')}`
}

/** Rows as JSON Lines. */
export function toJsonLines(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
