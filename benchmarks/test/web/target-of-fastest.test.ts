import { describe, expect, it } from 'vitest'
import { race } from '../../src/runner/race.js'
import { targetOfFastest } from '../../src/web/target-of-fastest.js'
import { scriptedContestant } from '../support.js'

describe('targetOfFastest', () => {
  it('should take the fastest of those that are meant, and none where there is none', async () => {
    const contestants = Object.entries({ wordloom: 1, 'layers-slow': 9, 'layers-fast': 5 })
    const outcome = await race(
      contestants.map(([name, figure]) => scriptedContestant(name, [figure])),
      { rounds: 1, restMilliseconds: 0 },
    )
    expect(targetOfFastest(outcome, 'layers-', { atLeast: 10 })).toEqual({ 'layers-fast': { atLeast: 10 } })
    expect(targetOfFastest(outcome, 'other-', { atLeast: 10 })).toEqual({})
  })
})
