import { paddingId, unknownId } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { expectedProbabilities } from '../../src/cases/expected-probabilities.js'
import { interopCases } from '../../src/cases/interop-case.js'
import { models } from '../../src/models/models.js'

const cases = interopCases(200, 12)

function rowsOf(ids: Int32Array, time: number, count: number): number[][] {
  return Array.from({ length: count }, (_, row) => [...ids.subarray(row * time, (row + 1) * time)])
}

function asUnknown(rows: readonly number[][]): number[][] {
  return rows.map((row) => row.map((id) => (id === paddingId ? unknownId : id)))
}

describe('interopCases', () => {
  it.each(cases.map((each) => [each.name, each] as const))('should only add padding: %s', (_, { rows, ids, time }) => {
    expect(ids).toHaveLength(rows.length * time)
    const words = rowsOf(ids, time, rows.length).map((row) => row.filter((id) => id !== paddingId))
    expect(words).toEqual(rows)
  })

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

describe('expectedProbabilities', () => {
  const small = models[0]!.create()

  it('should not depend on how rows are padded', async () => {
    const expected = await expectedProbabilities(small, cases)
    const byName = new Map(cases.map(({ name }, index) => [name, expected[index]!]))
    for (const name of ['right padding, wide', 'left padding', 'padding between words', 'padding everywhere']) {
      expect(byName.get(name), name).toEqual(byName.get('right padding'))
    }
  })

  it.each(models)('should differ clearly when padding is read as unknown words: $name', async (model) => {
    const trained = model.create()
    const own = interopCases(trained.vocabulary.size, model.longestRow).filter(({ name }) => /padding$/.test(name))
    const unmasked = own.map((each) => ({ ...each, rows: asUnknown(rowsOf(each.ids, each.time, each.rows.length)) }))
    const [right, wrong] = [await expectedProbabilities(trained, own), await expectedProbabilities(trained, unmasked)]
    expect(own.length).toBeGreaterThan(1)
    for (const [index, values] of right.entries()) {
      const differences = [...values].map((value, at) => Math.abs(value - wrong[index]![at]!))
      expect(Math.max(...differences)).toBeGreaterThan(1000 * model.tolerance)
    }
  })
})
