import { describe, expect, it } from 'vitest'
import { kernelsSupport } from '../../src/index.js'
import { assertKernelsSupport } from '../../src/wasm/kernels-support.js'

describe('kernelsSupport', () => {
  it('should find SIMD and shared memory here, and relaxed SIMD from Node 22 on', () => {
    const major = Number(process.versions.node.split('.')[0])
    expect(kernelsSupport()).toEqual({ simd: true, relaxedSimd: major >= 22, threads: true })
  })

  it('should say what is missing', () => {
    const nothing = { simd: false, relaxedSimd: false, threads: false }
    expect(kernelsSupport({})).toEqual({ ...nothing, reason: 'a runtime without WebAssembly' })
    expect(kernelsSupport({ WebAssembly: { validate: () => false } })).toEqual({
      ...nothing,
      reason: 'WebAssembly without SIMD',
    })
    const { threads } = kernelsSupport({ WebAssembly, SharedArrayBuffer: undefined })
    expect(threads).toBe(false)
  })

  it('should probe with modules that this runtime knows to be right, and that one byte spoils', () => {
    const probes: Uint8Array<ArrayBuffer>[] = []
    const validate = (bytes: BufferSource): boolean => {
      probes.push(new Uint8Array(bytes as Uint8Array<ArrayBuffer>))
      return true
    }
    kernelsSupport({ WebAssembly: { validate }, SharedArrayBuffer })
    const [simd, relaxed, shared] = probes
    const withoutVector = simd!.slice()
    withoutVector[withoutVector.indexOf(0x7b)] = 0x7f

    expect(WebAssembly.validate(simd!)).toBe(true)
    expect(WebAssembly.validate(withoutVector)).toBe(false)
    expect(WebAssembly.validate(shared!)).toBe(true)
    expect(WebAssembly.validate(relaxed!)).toBe(Number(process.versions.node.split('.')[0]) >= 22)
  })
})

describe('assertKernelsSupport', () => {
  it('should refuse a runtime without SIMD and say what to use', () => {
    const attempt = (): void =>
      assertKernelsSupport({ simd: false, reason: 'WebAssembly without SIMD', relaxedSimd: false, threads: false })

    expect(attempt).toThrow(expect.objectContaining({ code: 'RUNTIME_UNSUPPORTED' }))
    expect(attempt).toThrow(/received WebAssembly without SIMD.*Node 20\.19/)
    expect(() => assertKernelsSupport()).not.toThrow()
  })
})
