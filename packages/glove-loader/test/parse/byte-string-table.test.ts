import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createByteStringTable } from '../../src/parse/byte-string-table.js'

it('should number byte strings as a Map of their text does', () => {
  const bytes = fc.uint8Array({ maxLength: 6, max: 3 })
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 2000, size: 'max' }), (strings) => {
      const table = createByteStringTable()
      const oracle = new Map<string, number>()
      for (const string of strings) {
        const padded = Uint8Array.from([9, ...string, 9])
        const known = oracle.get(string.join())
        expect(table.find(padded, 1, padded.length - 1)).toBe(known ?? -1)
        if (known !== undefined) continue
        table.addNew(padded, 1, padded.length - 1)
        oracle.set(string.join(), oracle.size)
      }
      expect(table.size).toBe(oracle.size)
    }),
    { numRuns: 20 },
  )
})

it('should hold many and long strings', () => {
  const table = createByteStringTable()
  const encoder = new TextEncoder()
  const words = Array.from({ length: 20_000 }, (_, index) => encoder.encode(`${'x'.repeat(index % 300)}${index}`))
  for (const word of words) table.addNew(word, 0, word.length)

  expect(words.every((word, index) => table.find(word, 0, word.length) === index)).toBe(true)
})
