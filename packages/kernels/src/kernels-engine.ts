import type { Engine, EngineConfig, EngineFactory } from '@wordloom/core'
import { WordloomError } from '@wordloom/core'
import { createArena } from './memory/arena.js'
import type { Arena } from './memory/arena.js'
import { buildLayers } from './network/build-layers.js'
import type { Network } from './network/network.js'
import { createNetwork } from './network/network.js'
import { createAdam } from './optimizer/adam.js'
import type { Optimizer } from './optimizer/adam.js'
import { readEngineState, writeEngineState } from './state/engine-state.js'
import { assertBatch, assertTrainingBatch } from './validation/assert-batch.js'
import { assertEngineConfig } from './validation/assert-config.js'
import { assertKernelsSupport, instantiateKernels } from './wasm/instantiate-kernels.js'

/** What an engine holds until it is disposed. */
interface EngineParts {
  readonly arena: Arena
  readonly network: Network
  readonly optimizer: Optimizer | undefined
}

/**
 * Starts the engine that runs the network on WebAssembly SIMD kernels, on the calling thread. Its calls are synchronous,
 * and the same weights and batches give the same bytes everywhere.
 *
 * Weights, gradients, moments and the buffers of a batch lie in one WebAssembly memory of at most 4 GiB, which grows with
 * the largest batch so far.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` without WebAssembly SIMD or when the memory does not suffice,
 * `MODEL_SPEC_INVALID`, `DATA_LABELS`, `INVALID_ARGUMENT`, `TENSOR_MISSING` or `TENSOR_SHAPE` for a configuration that
 * does not fit together.
 */
export const createKernelsEngine: EngineFactory = async (config) => {
  assertKernelsSupport()
  assertEngineConfig(config)
  return createEngine(config, await assembleParts(config))
}

async function assembleParts(config: EngineConfig): Promise<EngineParts> {
  const arena = createArena()
  const kernels = await instantiateKernels(arena.memory)
  const context = { arena, kernels, training: config.optimizer !== undefined }
  const network = createNetwork(context, buildLayers(context, config.spec, config.vocabularySize))
  arena.commit()
  for (const { name, value } of network.parameters) arena.float32.set(config.weights.get(name)!.data, value / 4)
  return {
    arena,
    network,
    optimizer: config.optimizer?.type === 'adam' ? createAdam(kernels, config.optimizer) : undefined,
  }
}

function createEngine({ spec, vocabularySize }: EngineConfig, initialParts: EngineParts): Engine {
  let parts: EngineParts | undefined = initialParts
  let trained = new Float32Array(0)

  function alive(): EngineParts {
    if (parts !== undefined) return parts
    throw new WordloomError('DISPOSED', 'The engine was disposed', { hint: 'Start another one.' })
  }

  return {
    name: 'kernels',
    trainBatch(batch) {
      const { network, optimizer } = alive()
      if (optimizer === undefined) {
        throw new WordloomError('INVALID_ARGUMENT', 'An engine without an optimizer cannot train', {
          name: 'optimizer',
          hint: 'Pass an optimizer when starting the engine.',
        })
      }
      assertTrainingBatch(batch, vocabularySize, spec.task.labels.length)
      const count = batch.batchSize * network.outputs
      if (trained.length !== count) trained = new Float32Array(count)
      const loss = network.learn(batch, trained)
      optimizer.step(network.parameters)
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
    },
    dispose() {
      parts = undefined
    },
  }
}
