import { WordloomError } from '@wordloom/core'
import { buildBytes, type KernelsBuild } from './kernels-build.js'
import type { KernelExports } from './kernel-exports.js'

/** Modules by build: for a memory of one's own, and for one that threads share. */
const compiled = new Map<KernelsBuild, Map<boolean, Promise<WebAssembly.Module>>>()

/**
 * The kernels as a module, for a memory that threads share or for one of its own. Each is compiled when first asked for,
 * once per process.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` where compiling WebAssembly is forbidden.
 */
export async function compileKernels(build: KernelsBuild, shared: boolean): Promise<WebAssembly.Module> {
  const modules = compiled.get(build) ?? new Map<boolean, Promise<WebAssembly.Module>>()
  compiled.set(build, modules)
  const module = modules.get(shared) ?? WebAssembly.compile(buildBytes(build, shared))
  modules.set(shared, module)
  try {
    return await module
  } catch (cause) {
    modules.delete(shared)
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
