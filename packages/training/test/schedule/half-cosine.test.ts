import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { halfCosine } from '../../src/schedule/half-cosine.js'

it('should be (1 + cos πx) / 2 within 4e-16', () => {
  let worst = 0
  for (let i = 0; i <= 100_000; i++) {
    const x = i / 100_000
    worst = Math.max(worst, Math.abs(halfCosine(x) - (1 + Math.cos(Math.PI * x)) / 2))
  }
  expect(worst).toBeLessThan(4e-16)
  expect([0, 0.5, 1].map(halfCosine)).toEqual([1, 0.5, 0])
})

it('should only go down', () => {
  for (let i = 1; i <= 10_000; i++) expect(halfCosine(i / 10_000)).toBeLessThanOrEqual(halfCosine((i - 1) / 10_000))
})

it('should have the same bytes on every engine', () => {
  const values = Float64Array.from({ length: 4097 }, (_, i) => halfCosine(i / 4096))
  expect(createHash('sha256').update(values).digest('hex')).toMatchInlineSnapshot(
    `"b511339eb822f8177eeda820bdfb53beb6c25b6e8c293e1579789b7ff1682337"`,
  )
})
