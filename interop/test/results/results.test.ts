import { describe, expect, it } from 'vitest'
import type { InteropResults } from '../../src/results/results.js'
import { resultsTable } from '../../src/results/results-table.js'
import { resultsToJson } from '../../src/results/results-to-json.js'

const results: InteropResults = {
  machine: { processor: 'A processor', cores: 2, platform: 'linux x64' },
  node: 'v20.0.0',
  models: [{ name: 'small', description: 'a model', tolerance: 1e-5, bytes: 100, cases: 17 }],
  runtimes: [
    {
      name: 'one',
      title: 'One',
      version: '1.2',
      models: [{ model: 'small', largestDifference: 1.23456e-7, worstCase: 'first', loadMilliseconds: 3.4 }],
    },
    { name: 'two', title: 'Two', missing: 'There is no compiler.', models: [] },
    {
      name: 'three',
      title: 'Three',
      models: [{ model: 'small', largestDifference: 0.5, worstCase: 'first', failure: 'differs by 0.5' }],
    },
    { name: 'four', title: 'Four', models: [{ model: 'small', failure: 'a crash' }] },
  ],
}

describe('resultsTable', () => {
  it('should show differences, failures and what is missing', () => {
    expect(resultsTable(results)).toMatchInlineSnapshot(`
      "runtime  version  small          load, ms
      One      1.2      1.2e-7         3
      Two               -
      Three             FAILED 5.0e-1
      Four              FAILED
      missing: Two: There is no compiler.
      FAILED: Three, small: differs by 0.5
      FAILED: Four, small: a crash
      "
    `)
  })
})

describe('resultsToJson', () => {
  it('should round, and lose nothing else', () => {
    const read = JSON.parse(resultsToJson(results)) as InteropResults
    expect(read.runtimes[0]!.models[0]).toMatchObject({ largestDifference: 1.2e-7, loadMilliseconds: 3 })
    expect(read.runtimes.slice(1)).toEqual(results.runtimes.slice(1))
    expect(read.models).toEqual(results.models)
  })
})
