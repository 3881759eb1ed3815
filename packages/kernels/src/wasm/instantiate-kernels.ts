import { WordloomError } from '@wordloom/core'
import { kernelsWasm } from '../generated/kernels-wasm.js'
import type { KernelExports } from './kernel-exports.js'
import type { KernelsSupport } from './kernels-support.js'
import { kernelsSupport } from './kernels-support.js'

let compiled: Promise<WebAssembly.Module> | undefined

/**
 * An instance of the kernels on a memory of its own. The module is compiled when first asked for, once per process.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` where compiling WebAssembly is forbidden.
 */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(await compileKernels(), { env: { memory } })
  return instance.exports as WebAssembly.Exports & KernelExports
}

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

async function compileKernels(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(decodeBase64(kernelsWasm))
  try {
    return await compiled
  } catch (cause) {
    compiled = undefined
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This runtime refused to compile the kernels', {
      hint: "A page with a content security policy has to allow 'wasm-unsafe-eval' in script-src.",
      cause,
    })
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
