import { expect, it } from 'vitest'
import { assertSeveralLabels, labelIndices, labelOrderOf } from '../../src/data/labels.js'
import { failureOf } from '../support/toy-data.js'

it('should sort labels by code unit, whatever the locale', () => {
  expect(labelOrderOf(['ä', 'b', 'Z', 'a', 'b', '10', '9'])).toEqual(['10', '9', 'Z', 'a', 'b', 'ä'])
})

it('should name the row of a label that is not in the order', async () => {
  expect([...labelIndices(['b', 'a'], ['a', 'b'], 'labels')]).toEqual([1, 0])
  const error = await failureOf(() => labelIndices(['a', 'b', 'c'], ['a', 'b'], 'labels'))
  expect(error.code).toBe('DATA_LABELS')
  expect(error.details).toMatchObject({ name: 'labels[2]', expected: 'a, b', received: 'c' })
})

it('should not take names of object properties for labels', async () => {
  expect((await failureOf(() => labelIndices(['constructor'], ['a', 'b'], 'labels'))).code).toBe('DATA_LABELS')
})

it('should refuse a single label', async () => {
  expect((await failureOf(() => assertSeveralLabels(['x', 'x']))).message).toContain("only 'x'")
  assertSeveralLabels(['x', 'y'])
})
