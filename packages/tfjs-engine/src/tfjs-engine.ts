import type { Batch, Engine, EngineConfig, EngineFactory, StepOptions, StepResult, TrainingBatch } from '@wordloom/core'
import { isWordloomError, WordloomError } from '@wordloom/core'
import {
  assertBatch,
  assertStepOptions,
  assertTrainingBatch,
  openParameters,
  type NetworkParameters,
} from '@wordloom/kernels/parameters'
import { createNetwork, type Network } from './network.js'
import type { Tfjs } from './tfjs.js'

/**
 * Makes a factory of engines that run the network on a backend of TensorFlow.js: the one that is set when an engine is
 * made. Weights, optimizer and embedding table stay on the CPU, in a WebAssembly memory; a step takes the weights and the
 * vectors of the batch to the backend and brings gradients back, once. No tensor outlives a call.
 *
 * Engines are called `tfjs-` and the name of the backend. Calls of one engine run one after the other.
 *
 * The factory throws what `kernelsEngine` throws; so do the engines, and `RUNTIME_UNSUPPORTED` when the backend fails.
 *
 * @param tf - the namespace of `@tensorflow/tfjs-core`, `@tensorflow/tfjs` or `@tensorflow/tfjs-node`
 */
export function tfjsEngine(tf: Tfjs): EngineFactory {
  return async (config) => {
    const parameters = await openParameters(config)
    return createEngine(config, `tfjs-${tf.getBackend()}`, parameters, createNetwork(tf, config, parameters))
  }
}

function createEngine(
  { spec, vocabularySize }: EngineConfig,
  name: string,
  initialParameters: NetworkParameters,
  network: Network,
): Engine {
  let opened: NetworkParameters | undefined = initialParameters
  let before: Promise<unknown> = Promise.resolve()

  function alive(): NetworkParameters {
    if (opened !== undefined) return opened
    throw new WordloomError('DISPOSED', 'The engine was disposed', { hint: 'Start another one.' })
  }

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = before.then(work)
    before = result.catch(() => undefined)
    return result
  }

  async function train(batch: TrainingBatch, options: StepOptions | undefined): Promise<StepResult> {
    const parameters = alive()
    if (!parameters.learns) {
      throw new WordloomError('INVALID_ARGUMENT', 'An engine without an optimizer cannot train', {
        name: 'optimizer',
        hint: 'Pass an optimizer when starting the engine.',
      })
    }
    assertTrainingBatch(batch, vocabularySize, spec.task)
    assertStepOptions(options)
    const result = await onBackend(name, () => network.learn(batch))
    alive()
    // A loss that is no number has gradients that are none: the weights stay those that were good before.
    if (Number.isFinite(result.loss)) parameters.step(options?.learningRate)
    return result
  }

  async function predict(batch: Batch): Promise<Float32Array> {
    alive()
    assertBatch(batch, vocabularySize)
    return onBackend(name, () => network.predict(batch))
  }

  return {
    name,
    trainBatch: (batch, options) => inTurn(() => train(batch, options)),
    predictBatch: (batch) => inTurn(() => predict(batch)),
    readState: () => alive().readState(),
    writeState: (state) => alive().writeState(state),
    dispose() {
      opened = undefined
    },
  }
}

async function onBackend<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (isWordloomError(cause)) throw cause
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'The backend of TensorFlow.js failed', {
      name,
      received: cause instanceof Error ? cause.message : String(cause),
      hint: 'A lost GPU context or an operation that the backend lacks: start the engine again, or on another backend.',
      cause,
    })
  }
}
