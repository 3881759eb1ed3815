import { describe, expect, it } from 'vitest'
import { kernelsSupport } from '../../src/index.js'
import { assertKernelsSupport } from '../../src/wasm/instantiate-kernels.js'

describe('kernelsSupport', () => {
  it('should find SIMD here', () => {
    expect(kernelsSupport()).toEqual({ simd: true })
  })

  it('should say what is missing', () => {
    expect(kernelsSupport({})).toEqual({ simd: false, reason: 'a runtime without WebAssembly' })
    expect(kernelsSupport({ WebAssembly: { validate: () => false } })).toEqual({
      simd: false,
      reason: 'WebAssembly without SIMD',
    })
  })

  it('should probe with a module that only a vector can spoil', () => {
    let probe = new Uint8Array()
    kernelsSupport({
      WebAssembly: {
        validate(bytes) {
          probe = new Uint8Array(bytes as Uint8Array<ArrayBuffer>)
          return true
        },
      },
    })
    const withoutVector = probe.slice()
    withoutVector[withoutVector.indexOf(0x7b)] = 0x7f

    expect(WebAssembly.validate(probe)).toBe(true)
    expect(WebAssembly.validate(withoutVector)).toBe(false)
  })
})

describe('assertKernelsSupport', () => {
  it('should refuse a runtime without SIMD and say what to use', () => {
    const attempt = (): void => assertKernelsSupport({ simd: false, reason: 'WebAssembly without SIMD' })

    expect(attempt).toThrow(expect.objectContaining({ code: 'RUNTIME_UNSUPPORTED' }))
    expect(attempt).toThrow(/received WebAssembly without SIMD.*Node 20\.19/)
    expect(() => assertKernelsSupport()).not.toThrow()
  })
})
