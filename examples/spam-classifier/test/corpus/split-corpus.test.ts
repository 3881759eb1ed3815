import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabeledText } from '../../src/corpus/split-corpus.js'
import { splitCorpus, openingWords } from '../../src/corpus/split-corpus.js'

const rowArbitrary = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'B', 'b', ' ', '!', '1'), maxLength: 6 }),
  label: fc.constantFrom('ham' as const, 'spam' as const),
})

describe('splitCorpus', () => {
  it('should give every row to one part and keep the order', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary), fc.double({ min: 0, max: 1, noNaN: true }), (rows, share) => {
        const { train, test } = splitCorpus(rows, share)
        const inTest = new Set<LabeledText>(test)
        expect(rows.filter((row) => inTest.has(row))).toEqual(test)
        expect(rows.filter((row) => !inTest.has(row))).toEqual(train)
      }),
    )
  })

  it('should keep texts that begin with the same words together', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { minLength: 10, maxLength: 60 }), (rows) => {
        const { train, test } = splitCorpus(rows, 0.4)
        const trained = new Set(train.map((row) => openingWords(row.text)))
        expect(test.filter((row) => trained.has(openingWords(row.text)))).toEqual([])
      }),
    )
  })

  it('should not depend on the order of the rows', () => {
    const rows: LabeledText[] = Array.from({ length: 100 }, (_, index) => ({
      text: `message ${index}`,
      label: index % 4 === 0 ? 'spam' : 'ham',
    }))
    const texts = (split: readonly LabeledText[]): string[] => split.map((row) => row.text).sort()
    const { test } = splitCorpus(rows, 0.2)
    expect(test.filter((row) => row.label === 'spam')).toHaveLength(5)
    expect(test.filter((row) => row.label === 'ham')).toHaveLength(15)
    expect(texts(splitCorpus(rows.toReversed(), 0.2).test)).toEqual(texts(test))
  })
})
