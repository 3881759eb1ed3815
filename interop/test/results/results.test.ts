import { describe, expect, it } from 'vitest'
import type { InteropResults } from '../../src/results/results.js'
import { resultsTable } from '../../src/results/results-table.js'
import { resultsToJson } from '../../src/results/results-to-json.js'

const results: InteropResults = {
  machine: { processor: 'A processor', cores: 2, platform: 'linux x64' },
  node: 'v20.0.0',
  models: [
    { name: 'reference', description: 'a model', group: 'networks', tolerance: 1e-5, bytes: 100, cases: 17 },
    {
      name: 'int8',
      description: 'a form',
      group: 'forms',
      roundingDifference: 0.0123456,
      tolerance: 1e-5,
      bytes: 50,
      cases: 17,
    },
  ],
  runtimes: [
    {
      name: 'one',
      title: 'One',
      version: '1.2',
      models: [
        { model: 'reference', largestDifference: 1.23456e-7, worstCase: 'first', loadMilliseconds: 3.4 },
        { model: 'int8', lack: 'no integers' },
      ],
    },
    { name: 'two', title: 'Two', missing: 'There is no compiler.', models: [] },
    {
      name: 'three',
      title: 'Three',
      models: [{ model: 'reference', largestDifference: 0.5, worstCase: 'first', failure: 'differs by 0.5' }],
    },
    { name: 'four', title: 'Four', models: [{ model: 'reference', failure: 'a crash' }] },
  ],
  readmes: [
    {
      language: 'Python',
      programs: [
        { inputs: 'ids', largestDifference: 1e-8 },
        { inputs: 'text', failure: 'an error' },
      ],
    },
    { language: 'Go', missing: 'There is no Go.', programs: [] },
  ],
}

describe('resultsTable', () => {
  it('should show differences, failures and what is missing', () => {
    expect(resultsTable(results)).toMatchInlineSnapshot(`
      "runtime  version  reference      load, ms
      One      1.2      1.2e-7         3
      Two               -
      Three             FAILED 5.0e-1
      Four              FAILED

      runtime  version  int8
      One      1.2      no
      Two               -
      Three             -
      Four              -

      program of a README  ids     tokens  text
      Python               1.0e-8  -       FAILED
      Go                   -       -       -

      no: One, int8: no integers
      missing: Two: There is no compiler.
      missing: README, Go: There is no Go.
      FAILED: Three, reference: differs by 0.5
      FAILED: Four, reference: a crash
      FAILED: README, Python, text: an error
      "
    `)
  })
})

describe('resultsToJson', () => {
  it('should round, and lose nothing else', () => {
    const read = JSON.parse(resultsToJson(results)) as InteropResults
    expect(read.runtimes[0]!.models[0]).toMatchObject({ largestDifference: 1.2e-7, loadMilliseconds: 3 })
    expect(read.runtimes.slice(1)).toEqual(results.runtimes.slice(1))
    expect(read.models[1]!.roundingDifference).toBe(0.012)
    expect(read.models[0]).toEqual(results.models[0])
    expect(read.readmes).toEqual(results.readmes)
  })
})
