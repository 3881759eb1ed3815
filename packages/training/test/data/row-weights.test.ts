import type { TaskSpec, TrainRequest } from '@wordloom/core'
import { expect, it } from 'vitest'
import { encodeWeights, rowWeights } from '../../src/data/row-weights.js'
import { failureOf } from '../support/toy-data.js'

type Label = 'a' | 'b' | 'c'
const task: TaskSpec<Label> = { type: 'multi-class', labels: ['a', 'b', 'c'] }
const targets = Int32Array.of(0, 0, 0, 1, 2, 2)
const weigh = (
  classWeights: TrainRequest<Label>['classWeights'],
  weights?: Float32Array,
  multi = false,
): number[] | undefined => {
  // The same rows, and two of several labels and of none.
  const lists = Int32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0)
  const options = multi ? { task: { ...task, type: 'multi-label' as const }, targets: lists } : { task, targets }
  const result = rowWeights({ ...options, classWeights, weights })
  return result && [...result]
}

it('should have nothing to weigh by default, and keep the weights of the rows', () => {
  expect(weigh(undefined)).toBeUndefined()
  expect(weigh(undefined, Float32Array.of(1, 2, 3, 4, 5, 6))).toEqual([1, 2, 3, 4, 5, 6])
})

it('should balance as scikit-learn does', () => {
  // compute_class_weight('balanced', classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]) of scikit-learn 1.6.1
  const [a, b, c] = [0.6666666666666666, 2, 1].map(Math.fround)
  expect(weigh('balanced')).toEqual([a, a, a, b, c, c])
})

it('should not count labels that do not occur', () => {
  const result = rowWeights({ task, targets: Int32Array.of(0, 0, 0, 1), classWeights: 'balanced' })
  // compute_class_weight('balanced', classes=[0, 1], y=[0, 0, 0, 1]) of scikit-learn 1.6.1
  expect([...result!]).toEqual([0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 2].map(Math.fround))
})

it('should take weights by label, 1 for those left out, and multiply them with those of the rows', () => {
  expect(weigh({ b: 4, c: 0 })).toEqual([1, 1, 1, 4, 0, 0])
  expect(weigh({ b: 4, c: 0.5 }, Float32Array.of(1, 2, 3, 2, 1, 0))).toEqual([1, 2, 3, 8, 0.5, 0])
})

it('should weigh a row of several labels by their mean, and one of none by 1', () => {
  expect(weigh({ a: 2, b: 4 }, undefined, true)).toEqual([2, 2, 2, 4, 1, 1, 3, 1])
  // 8 occurrences: 4 of a, 2 of b, 2 of c.
  const [a, b, c] = [8 / 12, 8 / 6, 8 / 6]
  expect(weigh('balanced', undefined, true)).toEqual([a, a, a, b, c, c, (a + b) / 2, 1].map(Math.fround))
})

it('should balance lists of one label as labels', () => {
  const lists = Int32Array.from({ length: 18 }, (_, at) => Number(targets[Math.floor(at / 3)] === at % 3))
  const ofLists = rowWeights({
    task: { ...task, type: 'multi-label' },
    targets: lists,
    classWeights: 'balanced',
  })
  expect([...ofLists!]).toEqual(weigh('balanced'))
})

it('should refuse weights of unknown labels and such that are no weights', async () => {
  const codeOf = async (weights: unknown): Promise<[string, string | undefined]> => {
    const { code, details } = await failureOf(() => weigh(weights as TrainRequest<Label>['classWeights']))
    return [code, details.name]
  }
  expect(await codeOf({ d: 1 })).toEqual(['DATA_LABELS', 'classWeights[0]'])
  expect(await codeOf({ a: -1 })).toEqual(['INVALID_ARGUMENT', 'classWeights.a'])
  expect(await codeOf({ a: NaN })).toEqual(['INVALID_ARGUMENT', 'classWeights.a'])
  expect(await codeOf('equal')).toEqual(['INVALID_ARGUMENT', 'classWeights'])
})

it('should refuse weights of rows that are not one finite number each', async () => {
  const failure = (weights: unknown) => failureOf(() => encodeWeights(weights as number[], 2, 'weights'))
  expect(encodeWeights(undefined, 2, 'weights')).toBeUndefined()
  expect(encodeWeights([0, 1.5], 2, 'weights')).toEqual(Float32Array.of(0, 1.5))
  expect((await failure([1])).details).toMatchObject({ name: 'weights', expected: 2, received: 1 })
  expect((await failure('11')).details.received).toBe('string')
  expect((await failure([1, -1])).details.name).toBe('weights[1]')
  expect((await failure([1, Infinity])).details.name).toBe('weights[1]')
  // Finite as a number, infinite as a float32.
  expect((await failure([1e39, 1])).details.name).toBe('weights[0]')
  expect((await failure([0, 0])).details.name).toBe('weights')
})
