import { describe, expect, it } from 'vitest'
import { race } from '../../src/runner/race.js'
import { scriptedContestant } from '../support.js'

const options = { rounds: 3, restMilliseconds: 0 }

describe('race', () => {
  it('should let contestants run in turns, another one first in each round', async () => {
    const log: string[] = []
    const contestants = ['a', 'b', 'c'].map((name) => scriptedContestant(name, [1, 2, 3], log))
    await race(contestants, options)
    const starts = ['a starts', 'b starts', 'c starts']
    const stops = ['a stops', 'b stops', 'c stops']
    expect(log).toEqual([...starts, 'a', 'b', 'c', 'b', 'c', 'a', 'c', 'a', 'b', ...stops])
  })

  it('should summarise the figures of each contestant', async () => {
    const outcome = await race([scriptedContestant('a', [5, 1, 3]), scriptedContestant('b', [2, 2, 2])], options)
    expect(outcome.summaries.get('a')).toEqual({ median: 3, lowest: 1, highest: 5, rounds: [5, 1, 3] })
    expect(outcome.summaries.get('b')?.median).toBe(2)
    expect(outcome.versions.get('b')).toEqual({ b: '1.0' })
    expect(outcome.facts.get('a')).toEqual({ loss: 0.5 })
  })

  it('should name a contestant that cannot start as missing, with the reason', async () => {
    const start = () => Promise.reject(new Error('no Python'))
    const outcome = await race([{ name: 'absent', start }, scriptedContestant('a', [1, 2, 3])], options)
    expect([...outcome.missing]).toEqual([['absent', 'no Python']])
    expect([...outcome.summaries.keys()]).toEqual(['a'])
  })

  it('should drop and stop a contestant that fails on the way, and let the others finish', async () => {
    const failing = scriptedContestant('b', [1, new Error('killed')])
    const outcome = await race([scriptedContestant('a', [1, 2, 3]), failing], options)
    expect([...outcome.missing]).toEqual([['b', 'killed']])
    expect(outcome.summaries.get('a')?.rounds).toEqual([1, 2, 3])
    expect(failing.log.at(-1)).toBe('b stops')
  })

  it('should leave a contestant out once its rounds have taken as long as they may, but never before the first', async () => {
    const slow = { ...scriptedContestant('slow', [9, 9, 9]), budgetMilliseconds: 0 }
    const { summaries } = await race([scriptedContestant('a', [1, 2, 3]), slow], options)
    expect(summaries.get('a')?.rounds).toEqual([1, 2, 3])
    expect(summaries.get('slow')?.rounds).toEqual([9])
  })
})
