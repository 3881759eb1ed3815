import { describe, expect, it } from 'vitest'
import { comparisonResult } from '../../src/runner/case-result.js'
import { race } from '../../src/runner/race.js'
import type { Report } from '../../src/runner/report.js'
import { runSuite } from '../../src/runner/run-suite.js'
import type { BenchmarkCase, Suite } from '../../src/runner/suite.js'
import { scriptedContestant } from '../support.js'

const quiet = { quick: true, onProgress: () => {} }

function scriptedCase(name: string): BenchmarkCase {
  return {
    name,
    async run({ quick }) {
      const rounds = quick ? 1 : 2
      const outcome = await race([scriptedContestant('wordloom', [1, 2])], { rounds, restMilliseconds: 0 })
      return comparisonResult({ name, description: name, unit: 'ms' }, outcome)
    },
  }
}

const suite: Suite = { name: 'scripted', description: '', cases: ['one', 'two', 'three'].map(scriptedCase) }

describe('runSuite', () => {
  it('should run all cases in their order, or those asked for', async () => {
    const all = await runSuite(suite, { ...quiet, only: [] })
    expect(all.cases.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    const some = await runSuite(suite, { ...quiet, only: ['three', 'one'], quick: false })
    expect(some.cases.map(({ name, spreads }) => [name, spreads['wordloom']?.rounds.length])).toEqual([
      ['one', 2],
      ['three', 2],
    ])
  })

  it('should hand over the report after each case', async () => {
    const counts: number[] = []
    const onReport = async ({ cases }: Report): Promise<void> => void counts.push(cases.length)
    await runSuite(suite, { ...quiet, only: [], onReport })
    expect(counts).toEqual([1, 2, 3])
  })

  it('should tell the machine and the Node that ran', async () => {
    const { machine, node, quick } = await runSuite(suite, { ...quiet, only: ['one'] })
    expect(machine.cores).toBeGreaterThan(0)
    expect({ node, quick }).toEqual({ node: process.versions.node, quick: true })
  })

  it('should refuse a case that there is not', async () => {
    const run = runSuite(suite, { ...quiet, only: ['four'] })
    await expect(run).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', details: { received: 'four' } })
  })
})
