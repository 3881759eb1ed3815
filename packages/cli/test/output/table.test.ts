import { describe, expect, it } from 'vitest'
import { formatMetrics } from '../../src/output/format-metrics.js'
import { printable } from '../../src/output/printable.js'
import { alignColumns, formatCount, formatFigure } from '../../src/output/table.js'

describe('alignColumns', () => {
  it('should align texts to the left and numbers to the right, without trailing space', () => {
    expect(
      alignColumns([
        ['a', 'bb'],
        ['ccc', 'd'],
      ]),
    ).toBe('a    bb\nccc  d\n')
    expect(
      alignColumns(
        [
          ['a', '10'],
          ['ccc', '9'],
        ],
        true,
      ),
    ).toBe('a    10\nccc   9\n')
  })

  it('should keep a cell on its line', () => {
    expect(alignColumns([['a\nb', '\u001b[31mred']])).toBe('a\\nb  \\u001b[31mred\n')
  })
})

describe('printable', () => {
  it('should write control characters out and nothing else', () => {
    expect(printable('é 😀 \\ "x"')).toBe('é 😀 \\ "x"')
    expect(printable('\t\r\n\0\u007f\u009b\u2028')).toBe('\\t\\r\\n\\u0000\\u007f\\u009b\\u2028')
  })
})

describe('figures', () => {
  it('should have four decimals, counts separated thousands', () => {
    expect([formatFigure(0.98765), formatFigure(Number.NaN), formatCount(1234567)]).toEqual([
      '0.9877',
      'n/a',
      '1,234,567',
    ])
  })
})

describe('formatMetrics', () => {
  it('should show the figures, those of each label, and the confusion matrix', () => {
    const scores = { precision: 0.75, recall: 0.5, f1: 0.6 }
    const text = formatMetrics({
      labels: ['ham', 'spam'],
      rows: 1200,
      accuracy: 0.9,
      logLoss: 0.25,
      rocAuc: 0.95,
      macro: scores,
      micro: scores,
      weighted: scores,
      perLabel: { ham: { ...scores, rows: 700 }, spam: { ...scores, rows: 500 } },
      confusion: [
        [650, 50],
        [70, 430],
      ],
    })
    expect(text).toMatchInlineSnapshot(`
      "rows      1,200
      accuracy  0.9000
      log loss  0.2500
      ROC AUC   0.9500

      label  precision  recall      F1  rows
      ham       0.7500  0.5000  0.6000   700
      spam      0.7500  0.5000  0.6000   500
      mean      0.7500  0.5000  0.6000

      is \\ predicted  ham  spam
      ham             650    50
      spam             70   430
      "
    `)
  })
})
