import { describe, expect, it } from 'vitest'
import { createCertificate, parseCertificate } from '../../src/beside/certificate.js'
import type { VerificationReport } from '../../src/verify/verification-report.js'

const bytes = Uint8Array.of(1, 2, 3)
const report: VerificationReport = {
  largestDifference: 6e-8,
  tolerance: 1e-5,
  cases: [{ name: 'one token', rows: 1, largestDifference: 6e-8 }],
  rows: 1,
  runtime: { name: 'onnxruntime-node', version: '1.30.0' },
  fingerprint: 'f'.repeat(64),
  form: { inputs: 'ids' },
}

describe('a parity certificate', () => {
  it('should be read as it was written', () => {
    const certificate = createCertificate(bytes, report)
    expect(parseCertificate(JSON.stringify(certificate))).toEqual(certificate)
    expect(certificate.sha256).toBe('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81')
    expect(certificate.checks).toEqual([
      { runtime: 'onnxruntime-node 1.30.0', tolerance: 1e-5, rows: 1, largestDifference: 6e-8, cases: report.cases },
    ])
  })

  it('should collect runtimes, each once', () => {
    const first = createCertificate(bytes, report)
    const web = { ...report, runtime: { name: 'onnxruntime-web', version: '1.30.0' } }
    const second = createCertificate(bytes, web, { earlier: first })
    const third = createCertificate(bytes, { ...report, rows: 9 }, { earlier: second })
    expect(third.checks.map(({ runtime, rows }) => `${runtime}: ${rows}`)).toEqual([
      'onnxruntime-node 1.30.0: 9',
      'onnxruntime-web 1.30.0: 1',
    ])
  })

  it('should not speak for another file', () => {
    const earlier = createCertificate(Uint8Array.of(1), report)
    expect(() => createCertificate(bytes, report, { earlier })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })

  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"format":"wordloom-parity","formatVersion":2}',
    '{"format":"wordloom-parity","formatVersion":1,"sha256":"a","checks":[1]}',
  ])('should not be read from %s', (json) => {
    expect(() => parseCertificate(json)).toThrow(expect.objectContaining({ code: 'ONNX_MALFORMED' }))
  })
})
