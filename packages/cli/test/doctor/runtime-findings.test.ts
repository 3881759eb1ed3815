import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/doctor/finding.js'
import { runtimeFindings, type RuntimeFacts } from '../../src/doctor/runtime-findings.js'

const facts: RuntimeFacts = {
  nodeVersion: '24.1.0',
  platform: 'linux x64',
  processorModel: 'Fast 3000',
  parallelism: 8,
  totalMemory: 16 * 2 ** 30,
  availableMemory: 8 * 2 ** 30,
  support: { simd: true, relaxedSimd: true, threads: true },
}

function find(name: string, changed: Partial<RuntimeFacts>): Finding {
  const finding = runtimeFindings({ ...facts, ...changed }).find((each) => each.name === name)
  return finding ?? expect.fail(`nothing was found out about ${name}`)
}

describe('runtimeFindings', () => {
  it('should have nothing to say against a machine that has everything', () => {
    const findings = runtimeFindings(facts)
    expect(findings.map(({ name }) => name)).toEqual([
      'node',
      'processors',
      'memory',
      'simd',
      'relaxed-simd',
      'threads',
    ])
    for (const finding of findings) {
      expect(finding.status).toBe('ok')
      expect(finding).not.toHaveProperty('remedy')
    }
    expect(find('processors', {}).found).toBe('8 threads run at once, Fast 3000')
    expect(find('memory', {}).found).toBe('8.0 GiB available of 16.0 GiB')
  })

  it.each([
    ['18.20.0', 'failed'],
    ['20.18.3', 'failed'],
    ['20.19.0', 'ok'],
    ['22.0.0', 'ok'],
  ])('should judge Node %s: %s', (nodeVersion, status) => {
    expect(find('node', { nodeVersion }).status).toBe(status)
  })

  it('should fail without SIMD, and ask no further', () => {
    const support = { simd: false, relaxedSimd: false, threads: false, reason: 'a runtime without WebAssembly' }
    const simd = find('simd', { support })
    expect(simd).toMatchObject({ status: 'failed', found: 'no: this is a runtime without WebAssembly' })
    expect(runtimeFindings({ ...facts, support }).at(-1)).toEqual(simd)
  })

  it.each([
    ['relaxed-simd', { support: { ...facts.support, relaxedSimd: false } }],
    ['threads', { support: { ...facts.support, threads: false } }],
    ['threads', { parallelism: 1 }],
    ['memory', { availableMemory: 100 * 2 ** 20 }],
  ] as const)('should name consequence and remedy of a lack of %s', (name, changed) => {
    const { status, consequence, remedy } = find(name, changed)
    expect(status).toBe('limited')
    for (const sentence of [consequence, remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})
