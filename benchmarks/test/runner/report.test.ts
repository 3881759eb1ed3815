import { describe, expect, it } from 'vitest'
import type { CaseResult } from '../../src/runner/case-result.js'
import type { Report } from '../../src/runner/report.js'
import { reportToJson } from '../../src/runner/report.js'
import { reportToTable } from '../../src/runner/report-table.js'

const reference: CaseResult = {
  name: 'reference',
  description: 'a training step',
  unit: 'ms',
  wordloom: 18.123456,
  peers: { 'keras-jax': 36.5, pytorch: 9 },
  ratios: { 'keras-jax': 2.013, pytorch: 0.4966 },
  targets: { 'keras-jax': { atLeast: 1.6, met: true }, pytorch: { atLeast: 2.3, met: false } },
  spreads: {
    wordloom: { lowest: 17.5, highest: 19, rounds: [18.123456, 17.5, 19] },
    'keras-jax': { lowest: 36, highest: 37, rounds: [36.5, 36, 37] },
    pytorch: { lowest: 9, highest: 9, rounds: [9, 9, 9] },
  },
  missing: { 'keras-tensorflow': 'not installed:\nno wheel' },
  facts: { 'wordloom: first loss': 0.693 },
  notes: ['rows are of full length'],
  versions: { keras: '3.15.1' },
}

const report: Report = {
  suite: 'train',
  machine: { processor: 'A processor', cores: 2, memoryGiB: 23.5, platform: 'linux x64' },
  node: '24.0.0',
  loadBefore: 0.25,
  quick: false,
  cases: [reference, { ...reference, name: 'absent', wordloom: null, peers: {}, ratios: {}, targets: {}, spreads: {} }],
}

describe('reportToTable', () => {
  it('should have a line a contestant, targets beside ratios, and missing ones with their reason', () => {
    expect(reportToTable(report)).toMatchInlineSnapshot(`
      "train: A processor, 2 cores, 23.5 GiB, linux x64; Node 24.0.0

      case       contestant         median  unit  lowest … highest  ratio  target  met
      reference  wordloom             18.1  ms         17.5 … 19.0
                 keras-jax            36.5  ms         36.0 … 37.0   2.01   ≥ 1.6  yes
                 pytorch              9.00  ms         9.00 … 9.00   0.50   ≥ 2.3  NO
                 keras-tensorflow  missing
      absent     wordloom          missing
                 keras-tensorflow  missing

      reference: a training step
        missing: keras-tensorflow: not installed: no wheel
        rows are of full length
        wordloom: first loss 0.6930

      absent: a training step
        missing: keras-tensorflow: not installed: no wheel
        rows are of full length
        wordloom: first loss 0.6930
      "
    `)
  })

  it('should say that the machine was busy', () => {
    expect(reportToTable(report)).not.toContain('busy')
    expect(reportToTable({ ...report, loadBefore: 3.21 })).toContain('load before the run 3.2')
  })

  it('should say that the figures of a quick run are not to be quoted', () => {
    expect(reportToTable({ ...report, quick: true })).toContain('quick run')
  })
})

describe('reportToJson', () => {
  it('should have the form that all benchmarks share', () => {
    const written = JSON.parse(reportToJson(report)) as Report
    expect(Object.keys(written)).toEqual(['suite', 'machine', 'node', 'loadBefore', 'quick', 'cases'])
    expect(written.cases[0]).toEqual({
      ...reference,
      wordloom: 18.12,
      spreads: { ...reference.spreads, wordloom: { lowest: 17.5, highest: 19, rounds: [18.12, 17.5, 19] } },
    })
    expect(written.cases[1]?.wordloom).toBeNull()
  })
})
