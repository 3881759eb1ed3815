import type { Engine, EngineConfig, EngineFactory } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'
import type { Arena } from './memory/arena.js'
import { buildLayers } from './network/build-layers.js'
import type { Network } from './network/network.js'
import { createNetwork } from './network/network.js'
import { fillParameters } from './network/parameter.js'
import { createOptimizer } from './optimizer/optimizer.js'
import type { Optimizer } from './optimizer/optimizer.js'
import { readEngineState, writeEngineState } from './state/engine-state.js'
import type { StartKernelThread } from './threads/kernel-thread.js'
import { assertBatch, assertTrainingBatch } from './validation/assert-batch.js'
import { assertEngineConfig, assertStepOptions } from './validation/assert-config.js'
import { assertKernelsSupport } from './wasm/kernels-support.js'
import { kernelsSupport } from './wasm/kernels-support.js'
import { openKernels } from './wasm/open-kernels.js'
import { assertSparseUpdates, defaultTableMemory, tableBytes } from './memory/table-memory.js'

/** How engines run. None of it changes what they compute, but for the last bits where `deterministic` is off. */
export interface KernelsEngineOptions {
  /**
   * Threads that crunch numbers, the calling one included. More than one needs `startThread` and a runtime with shared
   * memory; without them one is used.
   * @defaultValue 1
   */
  readonly threads?: number
  /** Starts one more thread on this platform. */
  readonly startThread?: StartKernelThread
  /**
   * The same bytes on every machine, in Node and in browsers, on any number of threads. Otherwise multiplications and
   * additions are fused where the runtime can: faster, and the last bits depend on the processor (not on the threads).
   * @defaultValue false
   */
  readonly deterministic?: boolean
  /**
   * Bytes of an embedding table and its optimizer's slots that are kept in the WebAssembly memory, which holds 4 GiB in
   * all. A larger table lies outside, and the rows of a batch travel: a little slower, and without dense updates.
   * @defaultValue 3 GiB
   */
  readonly tableMemory?: number
}

/** What an engine holds until it is disposed. */
interface EngineParts {
  readonly arena: Arena
  readonly network: Network
  readonly optimizer: Optimizer | undefined
  stop(): void
}

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
  const { threads = 1 } = options
  if (!Number.isSafeInteger(threads) || threads < 1) {
    throw new WordloomError('INVALID_ARGUMENT', 'The number of threads is a whole number of 1 or more', {
      name: 'threads',
      received: String(threads),
    })
  }
  return async (config) => {
    assertKernelsSupport()
    assertEngineConfig(config)
    const relaxed = options.deterministic !== true && kernelsSupport().relaxedSimd
    // Trainings that continue each other have to run on the same build: its name tells.
    const name = relaxed ? 'kernels-fused' : 'kernels'
    return createEngine(config, name, await assembleParts(config, relaxed, options))
  }
}

/** An engine on the calling thread: {@link kernelsEngine} with its defaults. */
export const createKernelsEngine: EngineFactory = kernelsEngine()

async function assembleParts(
  config: EngineConfig,
  relaxed: boolean,
  options: KernelsEngineOptions,
): Promise<EngineParts> {
  const { startThread, threads = 1 } = options
  const canStart = startThread !== undefined && kernelsSupport().threads
  const opened = await openKernels({ relaxed, ...(canStart && { threads, startThread }) })
  const { arena } = opened
  try {
    const context = { ...opened, training: config.optimizer !== undefined }
    const tableIsOutside = tableBytes(config) > (options.tableMemory ?? defaultTableMemory)
    if (tableIsOutside) assertSparseUpdates(config)
    const layers = buildLayers(context, { ...config, tableIsOutside }, () => optimizer?.iterations ?? 0)
    const parameters = layers.layers.flatMap((layer) => layer.parameters)
    const optimizer = config.optimizer && createOptimizer(context, config.optimizer, parameters, config.frozenRows)
    const network = createNetwork(context, layers)
    arena.commit()
    fillParameters(arena, network.parameters, config.weights)
    return { arena, network, optimizer, stop: opened.close }
  } catch (error) {
    opened.close()
    throw error
  }
}

function createEngine({ spec, vocabularySize }: EngineConfig, name: string, initialParts: EngineParts): Engine {
  let parts: EngineParts | undefined = initialParts
  let trained = new Float32Array(0)

  function alive(): EngineParts {
    if (parts !== undefined) return parts
    throw new WordloomError('DISPOSED', 'The engine was disposed', { hint: 'Start another one.' })
  }

  return {
    name,
    trainBatch(batch, options) {
      const { network, optimizer } = alive()
      if (optimizer === undefined) {
        throw new WordloomError('INVALID_ARGUMENT', 'An engine without an optimizer cannot train', {
          name: 'optimizer',
          hint: 'Pass an optimizer when starting the engine.',
        })
      }
      assertTrainingBatch(batch, vocabularySize, spec.task)
      assertStepOptions(options)
      const count = batch.batchSize * network.outputs
      if (trained.length !== count) trained = new Float32Array(count)
      const loss = network.learn(batch, trained)
      // A loss that is no number has gradients that are none: the weights stay those that were good before.
      if (Number.isFinite(loss)) optimizer.step(options?.learningRate)
      return { loss, probabilities: trained }
    },
    predictBatch(batch) {
      const { network } = alive()
      assertBatch(batch, vocabularySize)
      const probabilities = new Float32Array(batch.batchSize * network.outputs)
      network.predict(batch, probabilities)
      return probabilities
    },
    readState() {
      const { arena, network, optimizer } = alive()
      return readEngineState(arena, network.parameters, optimizer)
    },
    writeState(state) {
      const { arena, network, optimizer } = alive()
      writeEngineState(arena, network.parameters, optimizer, state)
      network.forget()
    },
    dispose() {
      parts?.stop()
      parts = undefined
    },
  }
}
