import { paddingId, unknownId } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { expectedProbabilities } from '../../src/cases/expected-probabilities.js'
import { idCases } from '../../src/cases/id-cases.js'
import { models } from '../../src/models/models.js'

const cases = idCases({ vocabularySize: 200, longestRow: 12 })
const ofFixedLength = idCases({ vocabularySize: 200, longestRow: 6, time: 28 })

function rowsOf(ids: Int32Array, time: number, count: number): number[][] {
  return Array.from({ length: count }, (_, row) => [...ids.subarray(row * time, (row + 1) * time)])
}

function asUnknown(rows: readonly number[][]): number[][] {
  return rows.map((row) => row.map((id) => (id === paddingId ? unknownId : id)))
}

describe('idCases', () => {
  it.each([...cases, ...ofFixedLength].map((each) => [each.name, each] as const))(
    'should only add padding: %s',
    (_, { rows, ids, time }) => {
      expect(ids).toHaveLength(rows.length * time)
      const words = rowsOf(ids, time, rows.length).map((row) => row.filter((id) => id !== paddingId))
      expect(words).toEqual(rows)
    },
  )

  it('should stay within the vocabulary', () => {
    const all = cases.flatMap(({ ids }) => [...ids])
    expect(Math.min(...all.filter((id) => id !== paddingId))).toBe(unknownId)
    expect(Math.max(...all)).toBeLessThan(200)
  })

  it('should pad on the right, on the left and between', () => {
    const layouts = new Map(cases.map(({ name, rows, ids, time }) => [name, rowsOf(ids, time, rows.length)]))
    const shortest = (name: string): number[] => layouts.get(name)!.reduce((a, b) => (count(b) < count(a) ? b : a))
    const count = (row: readonly number[]): number => row.filter((id) => id !== paddingId).length
    expect(shortest('right padding').findIndex((id) => id !== paddingId)).toBe(0)
    expect(shortest('left padding').findLastIndex((id) => id === paddingId)).toBe(10)
    for (const row of layouts.get('padding between words')!) expect(row[1]).toBe(paddingId)
  })

  it('should have no ids, one id and 2,000 of them, and one row and many', () => {
    const times = cases.map(({ time }) => time)
    for (const time of [0, 1, 12, 2000]) expect(times).toContain(time)
    expect(new Set(cases.map(({ rows }) => rows.length))).toEqual(new Set([1, 4, 5, 7, 32, 33, 256]))
  })
})

describe('idCases of one length', () => {
  it('should have the cases of any length, in rows of that length', () => {
    expect(ofFixedLength.map(({ time }) => time)).toEqual(cases.map(() => 28))
    expect(ofFixedLength.slice(0, -2).map(({ name }) => name)).toEqual(cases.slice(0, -2).map(({ name }) => name))
    expect(Math.max(...ofFixedLength.at(-2)!.rows.map((row) => row.length))).toBe(28)
  })
})

describe('expectedProbabilities', () => {
  const small = models[0]!.create()

  it('should not depend on how rows are padded', async () => {
    const expected = await expectedProbabilities(small, cases)
    const byName = new Map(cases.map(({ name }, index) => [name, expected[index]!]))
    for (const name of ['right padding, wide', 'left padding', 'padding between words', 'padding everywhere']) {
      expect(byName.get(name), name).toEqual(byName.get('right padding'))
    }
  })

  it.each(models.filter(({ form }) => form.inputs === undefined))(
    'should differ clearly when padding is read as unknown words: $name',
    async (model) => {
      const trained = model.create()
      const { longestRow } = model
      const own = idCases({ vocabularySize: trained.vocabulary.size, longestRow }).filter(({ name }) =>
        /padding$/.test(name),
      )
      const unmasked = own.map((each) => ({ ...each, rows: asUnknown(rowsOf(each.ids, each.time, each.rows.length)) }))
      const [right, wrong] = [await expectedProbabilities(trained, own), await expectedProbabilities(trained, unmasked)]
      expect(own.length).toBeGreaterThan(1)
      for (const [index, values] of right.entries()) {
        const differences = [...values].map((value, at) => Math.abs(value - wrong[index]![at]!))
        expect(Math.max(...differences)).toBeGreaterThan(1000 * model.tolerance)
      }
    },
  )
})
