import { describe, expect, it } from 'vitest'
import { comparisonResult, ownResult } from '../../src/runner/case-result.js'
import { race } from '../../src/runner/race.js'
import { scriptedContestant } from '../support.js'

const header = { name: 'step', description: 'a step', unit: 'ms' } as const

describe('comparisonResult', () => {
  it('should divide the medians of peers by that of Wordloom and judge the ratios', async () => {
    const contestants = [
      scriptedContestant('wordloom', [10, 12, 11]),
      scriptedContestant('fast', [5, 5.5, 6]),
      scriptedContestant('slow', [44, 40, 48]),
    ]
    const outcome = await race(contestants, { rounds: 3, restMilliseconds: 0 })
    const targets = { slow: { atLeast: 4 }, fast: { atLeast: 1 }, absent: { atLeast: 2 } }
    expect(comparisonResult({ ...header, targets }, outcome)).toMatchObject({
      wordloom: 11,
      peers: { fast: 5.5, slow: 44 },
      ratios: { fast: 0.5, slow: 4 },
      targets: { slow: { atLeast: 4, met: true }, fast: { atLeast: 1, met: false } },
      spreads: { wordloom: { lowest: 10, highest: 12, rounds: [10, 12, 11] } },
      facts: { 'slow: loss': 0.5 },
      versions: { slow: '1.0' },
    })
  })

  it('should have no ratios, and no judgement, without Wordloom', async () => {
    const outcome = await race([scriptedContestant('slow', [4])], { rounds: 1, restMilliseconds: 0 })
    const result = comparisonResult({ ...header, targets: { slow: { atLeast: 2 } } }, outcome)
    expect(result).toMatchObject({ wordloom: null, peers: { slow: 4 }, ratios: {}, targets: {} })
  })
})

describe('ownResult', () => {
  it('should judge a figure of Wordloom alone', async () => {
    const outcome = await race([scriptedContestant('odd', [3])], { rounds: 1, restMilliseconds: 0 })
    const target = { atMost: 1.5 }
    expect(ownResult({ ...header, target }, 1.6, outcome, { odd: 3 })).toMatchObject({
      wordloom: 1.6,
      peers: {},
      targets: { wordloom: { atMost: 1.5, met: false } },
      spreads: { odd: { rounds: [3] } },
      facts: { odd: 3, 'odd: loss': 0.5 },
    })
  })
})
