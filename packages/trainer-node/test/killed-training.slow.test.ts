import { expect, it } from 'vitest'
import { killTrainings, uninterrupted } from './support/killed-trainings.js'

it('should end with the same bytes after it was killed fifty times, at any moment', async () => {
  const expected = await uninterrupted()
  const { kills, insideWrite, resumed, outcomes } = await killTrainings(50, 2)
  process.stdout.write(
    `${kills} kills, ${insideWrite} of them inside a write; ${resumed} processes went on from a checkpoint; ` +
      `${outcomes.length} trainings ended\n`,
  )
  expect(kills).toBe(50)
  expect(insideWrite).toBeGreaterThan(0)
  expect(resumed).toBeGreaterThan(10)
  expect(new Set(outcomes)).toEqual(new Set([expected]))
}, 600_000)
