/**
 * What of the kernels this runtime can run.
 *
 * @packageDocumentation
 */
import { WordloomError } from '@wordloom/core'

/** What of the kernels runs here. */
export interface KernelsSupport {
  /** Whether this runtime compiles WebAssembly SIMD. */
  readonly simd: boolean
  /** Why not; absent when `simd` is true. */
  readonly reason?: string
  /** Whether it has relaxed SIMD, with fused multiply-add: Node 22, Chrome 114, Firefox 145. */
  readonly relaxedSimd: boolean
  /** Whether memory can be shared between threads; in a browser only where the page is cross-origin isolated. */
  readonly threads: boolean
}

/** What is looked for, and where. */
interface Runtime {
  readonly WebAssembly?: Pick<typeof WebAssembly, 'validate'> | undefined
  readonly SharedArrayBuffer?: unknown
}

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
/** A module of one function without parameters that returns a vector, with the given body. */
function vectorFunction(...body: readonly number[]): Uint8Array<ArrayBuffer> {
  const code = [0x00, ...body, 0x0b]
  return Uint8Array.of(
    ...header,
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, code.length + 2, 0x01, code.length, ...code],
  )
}

const splatZero = [0x41, 0x00, 0xfd, 0x11]
/** `i32x4.splat (i32.const 0)` */
const simdProbe = vectorFunction(...splatZero)
/** `f32x4.relaxed_madd` of three of them */
const relaxedProbe = vectorFunction(...splatZero, ...splatZero, ...splatZero, 0xfd, 0x85, 0x02)
/** A shared memory of one page. */
const sharedProbe = Uint8Array.of(...header, ...[0x05, 0x04, 0x01, 0x03, 0x01, 0x01])

/**
 * Asks what of the kernels can run here, without starting anything.
 *
 * @param runtime Where to look for `WebAssembly` and `SharedArrayBuffer`. @defaultValue `globalThis`
 * @see https://webassembly.github.io/spec/core/binary/
 */
export function kernelsSupport(runtime: Runtime = globalThis): KernelsSupport {
  const { WebAssembly: wasm, SharedArrayBuffer: shared } = runtime
  if (wasm === undefined) return { simd: false, reason: 'a runtime without WebAssembly', ...nothing }
  if (!wasm.validate(simdProbe)) return { simd: false, reason: 'WebAssembly without SIMD', ...nothing }
  return {
    simd: true,
    relaxedSimd: wasm.validate(relaxedProbe),
    threads: shared !== undefined && wasm.validate(sharedProbe),
  }
}

const nothing = { relaxedSimd: false, threads: false } as const

/**
 * Throws unless the kernels can run here.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`
 */
export function assertKernelsSupport({ simd, reason }: KernelsSupport = kernelsSupport()): void {
  if (simd) return
  throw new WordloomError('RUNTIME_UNSUPPORTED', 'The kernels need WebAssembly SIMD', {
    expected: 'WebAssembly with 128-bit vectors',
    received: reason ?? 'none',
    hint: 'Use Node 20.19 or later, or a current Chrome, Edge, Firefox or Safari, or an engine that needs no WebAssembly.',
  })
}
