import { expect, it } from 'vitest'
import { assertSeveralLabels, encodeTargets, isMultiLabel, labelIndices, labelOrderOf } from '../../src/data/labels.js'
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

it('should see by the lists that a row may have several labels', () => {
  expect(isMultiLabel(['a', 'b'])).toBe(false)
  expect(isMultiLabel(['a', ['b']])).toBe(true)
  expect(labelOrderOf(['b', ['c', 'a'], [], 'b'])).toEqual(['a', 'b', 'c'])
})

it('should encode a column a label, and name the row of a list where one label is wanted', async () => {
  const labels = ['a', 'b', 'c'] as const
  expect([...encodeTargets([['b'], [], ['c', 'a', 'c'], 'a'], { type: 'multi-label', labels }, 'labels')]).toEqual([
    0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0,
  ])
  expect([...encodeTargets(['c', 'a'], { type: 'multi-class', labels }, 'labels')]).toEqual([2, 0])
  const error = await failureOf(() => encodeTargets(['c', ['a']], { type: 'multi-class', labels }, 'truth'))
  expect([error.code, error.details.name]).toEqual(['DATA_LABELS', 'truth[1]'])
})

it('should refuse lists that are all the same set', async () => {
  const error = await failureOf(() =>
    assertSeveralLabels([
      ['x', 'y'],
      ['y', 'x'],
      ['x', 'y', 'x'],
    ]),
  )
  expect(error.details.received).toBe("only 'x, y'")
  assertSeveralLabels([['x'], []])
})
