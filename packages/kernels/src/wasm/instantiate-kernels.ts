import { WordloomError } from '@wordloom/core'
import { plainKernels } from '../generated/plain-kernels.js'
import { relaxedKernels } from '../generated/relaxed-kernels.js'
import { buildBytes } from './kernels-build.js'
import type { KernelExports } from './kernel-exports.js'

/** Which build of the kernels. */
export interface KernelsVariant {
  /** Fused multiply-add where the processor has it: faster, and the last bits differ from machine to machine. */
  readonly relaxed: boolean
  /** For a memory that threads share. */
  readonly shared: boolean
}

const compiled = new Map<string, Promise<WebAssembly.Module>>()

/**
 * The kernels as a module. Each variant is compiled when first asked for, once per process.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` where compiling WebAssembly is forbidden.
 */
export async function compileKernels(variant: KernelsVariant): Promise<WebAssembly.Module> {
  const key = `${variant.relaxed}/${variant.shared}`
  const module =
    compiled.get(key) ??
    WebAssembly.compile(buildBytes(variant.relaxed ? relaxedKernels : plainKernels, variant.shared))
  compiled.set(key, module)
  try {
    return await module
  } catch (cause) {
    compiled.delete(key)
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This runtime refused to compile the kernels', {
      hint: "A page with a content security policy has to allow 'wasm-unsafe-eval' in script-src.",
      cause,
    })
  }
}

/** An instance of the kernels on a memory, with room of its own for its products to work in. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  return instance.exports as WebAssembly.Exports & KernelExports
}
