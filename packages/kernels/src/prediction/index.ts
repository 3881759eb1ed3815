/**
 * Engines that only predict, for programs that count the bytes they load.
 *
 * @packageDocumentation
 */
import type { EngineFactory } from '@wordloom/core'
import { engineFactory, type KernelsEngineOptions } from '../engine-factory.js'
import { openPredictionKernels } from '../wasm/open-prediction-kernels.js'

export type { KernelsEngineOptions } from '../engine-factory.js'

/**
 * Makes a factory of engines that predict as those of `kernelsEngine` do, bit for bit, and bring nothing of training.
 *
 * The factory throws what that of `kernelsEngine` throws, and WordloomError `INVALID_ARGUMENT` when given an optimizer.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a number of threads that is none.
 */
export function predictionEngine(options: KernelsEngineOptions = {}): EngineFactory {
  return engineFactory({ openKernels: openPredictionKernels }, options)
}
