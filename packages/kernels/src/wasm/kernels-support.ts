/** Whether the kernels run here. */
export interface KernelsSupport {
  /** Whether this runtime compiles WebAssembly SIMD. */
  readonly simd: boolean
  /** Why not; absent when `simd` is true. */
  readonly reason?: string
}

/**
 * The smallest module with a vector in it: `(func (result v128) (i32x4.splat (i32.const 0)))`.
 * @see https://webassembly.github.io/spec/core/binary/
 */
const simdProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x11, 0x0b],
)

/**
 * Asks whether {@link createKernelsEngine} can run here, without starting anything.
 *
 * @param runtime Where to look for `WebAssembly`. @defaultValue `globalThis`
 */
export function kernelsSupport(
  runtime: { readonly WebAssembly?: Pick<typeof WebAssembly, 'validate'> } = globalThis,
): KernelsSupport {
  if (runtime.WebAssembly === undefined) return { simd: false, reason: 'a runtime without WebAssembly' }
  if (!runtime.WebAssembly.validate(simdProbe)) return { simd: false, reason: 'WebAssembly without SIMD' }
  return { simd: true }
}
