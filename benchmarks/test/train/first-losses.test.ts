import { describe, expect, it } from 'vitest'
import { notesOnFirstLosses } from '../../src/train/first-losses.js'

const outcome = (losses: Record<string, number>) => ({
  summaries: new Map(),
  versions: new Map(),
  missing: new Map(),
  facts: new Map(Object.entries(losses).map(([name, loss]) => [name, { 'first loss': loss }])),
})

describe('notesOnFirstLosses', () => {
  it('should name contestants whose network is another one', () => {
    const notes = notesOnFirstLosses(outcome({ wordloom: 0.6931, same: 0.69315, other: 0.71, broken: NaN }))
    expect(notes).toEqual([expect.stringMatching(/^other /), expect.stringMatching(/^broken /)])
  })
})
