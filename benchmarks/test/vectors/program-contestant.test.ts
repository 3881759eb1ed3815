import { describe, expect, it } from 'vitest'
import { race } from '../../src/runner/race.js'
import { programContestant } from '../../src/vectors/program-contestant.js'
import { runProgram } from '../../src/vectors/run-program.js'

const script = (text: string) => ({ executable: process.execPath, arguments: ['-e', text] })

describe('runProgram', () => {
  it('should measure a process and read its last line', async () => {
    const { seconds, answer } = await runProgram(
      script("console.log('noise'); console.log(JSON.stringify({ first: [1, 2, 3] }))"),
    )
    expect(seconds).toBeGreaterThan(0)
    expect(answer).toEqual({ first: [1, 2, 3] })
  })

  it('should say what a program complained about', async () => {
    await expect(runProgram(script("throw new Error('no such vectors')"))).rejects.toThrow('no such vectors')
    await expect(runProgram({ executable: 'wordloom-no-such-program', arguments: [] })).rejects.toMatchObject({
      code: 'BENCHMARK_WORKER_FAILED',
    })
  })
})

describe('programContestant', () => {
  it('should run once where that is enough, and tell what was found', async () => {
    let runs = 0
    const slow = programContestant({
      name: 'slow',
      once: true,
      program: async () => script('console.log(JSON.stringify({ ms: 7, first: [0.5], peakBytes: 2097152 }))'),
      figure({ answer }) {
        runs += 1
        return Number(answer['ms'])
      },
    })
    const broken = programContestant({ name: 'broken', program: () => Promise.reject(new Error('not here')) })
    const { summaries, facts, missing } = await race([slow, broken], { rounds: 3, restMilliseconds: 0 })
    expect(runs).toBe(1)
    expect(summaries.get('slow')).toMatchObject({ median: 7, rounds: [7, 7, 7] })
    expect(facts.get('slow')).toEqual({ 'king[0]': 0.5, 'peak MiB': 2 })
    expect(missing.get('broken')).toBe('not here')
  })
})
