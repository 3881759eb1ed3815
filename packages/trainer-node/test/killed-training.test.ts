import { expect, it } from 'vitest'
import { killTrainings, uninterrupted } from './support/killed-trainings.js'

it('should end with the same bytes after it was killed three times', async () => {
  const expected = await uninterrupted()
  const { kills, outcomes } = await killTrainings(3, 1)
  expect(kills).toBe(3)
  expect(new Set(outcomes)).toEqual(new Set([expected]))
})
