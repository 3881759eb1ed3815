import { describe, expect, it } from 'vitest'
import { guessColumns } from '../../playground/data/guess-columns.ts'
import { labeledRows } from '../../playground/data/labeled-rows.ts'
import { splitRows } from '../../playground/data/split-rows.ts'

const table = (columns: string[], rows: string[][]) => ({ name: 'a.csv', columns, rows })

describe('guessColumns', () => {
  it('should take the long column for texts and the one that repeats for labels', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [String(i), i % 2 ? 'yes' : 'no', `a sentence about ${i} things`])
    expect(guessColumns(table(['id', 'answer', 'words'], rows))).toEqual({ text: 2, label: 1 })
  })

  it('should believe names where columns look alike', () => {
    const rows = Array.from({ length: 9 }, (_, i) => [`w${i % 3}`, `v${i % 3}`, `t${i % 3}`])
    expect(guessColumns(table(['a', 'label', 'text'], rows))).toEqual({ text: 2, label: 1 })
  })
})

describe('labeledRows', () => {
  it('should leave out rows without text or label, and count labels', () => {
    const rows = [
      ['win', 'spam'],
      [' ', 'spam'],
      ['lunch', ''],
      ['noon', 'ham '],
      ['free', 'spam'],
    ]
    expect(labeledRows(table(['text', 'label'], rows), { text: 0, label: 1 })).toEqual({
      texts: ['win', 'noon', 'free'],
      labels: ['spam', 'ham', 'spam'],
      counts: [
        ['spam', 2],
        ['ham', 1],
      ],
      skipped: 2,
    })
  })

  it.each([
    [[['a', 'x']], { text: 0, label: 1 }, 'DATA_LABELS'],
    [Array.from({ length: 60 }, (_, i) => ['a', String(i)]), { text: 0, label: 1 }, 'DATA_LABELS'],
    [[['a', '']], { text: 0, label: 1 }, 'DATA_EMPTY'],
    [[['a', 'x']], { text: 0, label: 0 }, 'INVALID_ARGUMENT'],
  ])('should refuse %j of columns %j', (rows, choice, code) => {
    expect(() => labeledRows(table(['text', 'label'], rows), choice)).toThrowError(expect.objectContaining({ code }))
  })
})

describe('splitRows', () => {
  const texts = Array.from({ length: 50 }, (_, i) => `text ${i}`)
  const labels = texts.map((_, i) => (i % 5 === 0 ? 'rare' : 'common'))

  it('should set a fifth of each label aside, the same for the same seed', () => {
    const { training, validation } = splitRows({ texts, labels }, 7)
    expect(validation.labels.filter((label) => label === 'rare')).toHaveLength(2)
    expect(validation.labels).toHaveLength(10)
    expect([...training.texts, ...validation.texts].sort()).toEqual([...texts].sort())
    expect(splitRows({ texts, labels }, 7).validation).toEqual(validation)
    expect(splitRows({ texts, labels }, 8).validation).not.toEqual(validation)
  })
})
