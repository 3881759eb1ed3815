import type { EngineFactory } from '@wordloom/core'
import { engineFactory, type KernelsEngineOptions } from './engine-factory.js'
import { createOptimizer } from './optimizer/optimizer.js'
import { openKernels } from './wasm/open-kernels.js'

/**
 * Makes a factory of engines that run the network on WebAssembly SIMD kernels. Their calls are synchronous.
 *
 * Weights, gradients, moments and the buffers of a batch lie in one WebAssembly memory of at most 4 GiB, which grows with
 * the largest batch so far; an embedding table that is too large for it lies outside.
 *
 * The factory throws WordloomError `RUNTIME_UNSUPPORTED` without WebAssembly SIMD or when the memory does not suffice,
 * `MODEL_SPEC_INVALID`, `DATA_LABELS`, `INVALID_ARGUMENT`, `TENSOR_MISSING` or `TENSOR_SHAPE` for a configuration that
 * does not fit together.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none.
 */
export function kernelsEngine(options: KernelsEngineOptions = {}): EngineFactory {
  return engineFactory({ openKernels, createOptimizer }, options)
}

/** An engine on the calling thread: {@link kernelsEngine} with its defaults. */
export const createKernelsEngine: EngineFactory = kernelsEngine()
