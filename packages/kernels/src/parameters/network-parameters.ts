import type { EngineConfig, EngineState } from '@wordloom/core'
import { WordloomError, weightShapes } from '@wordloom/core'
import { createEmbeddingLayer } from '../layers/embedding-layer.js'
import { assertSparseUpdates, defaultTableMemory, tableBytes } from '../memory/table-memory.js'
import { allocateParameter, fillParameters } from '../network/parameter.js'
import type { WholeParameter } from '../network/parameter.js'
import { createOptimizer } from '../optimizer/optimizer.js'
import { readEngineState, writeEngineState } from '../state/engine-state.js'
import { assertEngineConfig } from '../validation/assert-config.js'
import { assertKernelsSupport } from '../wasm/kernels-support.js'
import { openKernels } from '../wasm/open-kernels.js'
import type { OpenKernels } from '../wasm/open-build.js'
import { createMaskWriter, type DropoutMaskOptions } from './dropout-mask.js'
import { createTableRows, type TableRows } from './table-rows.js'

const tableName = 'embedding/embeddings'

/**
 * The weights of a network, their gradients and the optimizer, for an engine that computes gradients elsewhere. Arrays that
 * are handed out are views: they are valid until the next call.
 */
export interface NetworkParameters {
  /** Whether there is an optimizer. */
  readonly learns: boolean
  /** The embedding table, of which a batch sees a few rows. */
  readonly table: TableRows
  /** Optimizer steps so far; 0 without an optimizer. */
  readonly iterations: number
  /** A weight by one of the names of `weightShapes`, but for the embedding table. */
  value(name: string): Float32Array
  /** Where its gradient is to be written before {@link NetworkParameters.step}. */
  gradient(name: string): Float32Array
  /**
   * One optimizer step along the gradients.
   *
   * @throws WordloomError `INVALID_ARGUMENT` without an optimizer.
   */
  step(learningRate?: number): void
  /** What dropout multiplies the present step's values with: 0, or `1 / (1 - rate)`. */
  dropoutMask(options: DropoutMaskOptions): Float32Array
  /** As `Engine.readState`. */
  readState(): EngineState
  /** As `Engine.writeState`. */
  writeState(state: EngineState): void
}

/**
 * Puts the weights of a network into a WebAssembly memory, with the optimizers, the names of the state and the masks of
 * dropout that the kernels engine has.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED`, `MODEL_SPEC_INVALID`, `DATA_LABELS`, `INVALID_ARGUMENT`, `TENSOR_MISSING` or
 * `TENSOR_SHAPE`, as the factory of the kernels engine does.
 */
export async function openParameters(config: EngineConfig): Promise<NetworkParameters> {
  assertKernelsSupport()
  assertEngineConfig(config)
  return layOut(config, await openKernels())
}

function layOut(config: EngineConfig, opened: OpenKernels): NetworkParameters {
  const { arena, kernels } = opened
  const { spec, vocabularySize, seed = 0 } = config
  const learns = config.optimizer !== undefined
  const context = { ...opened, training: learns }
  const isOutside = tableBytes(config) > defaultTableMemory
  if (isOutside) assertSparseUpdates(config)
  const embedding = createEmbeddingLayer(context, { name: tableName, vocabularySize, isOutside, ...spec.embedding })
  const others = new Map<string, WholeParameter>()
  for (const [name, shape] of weightShapes(spec, vocabularySize)) {
    if (name !== tableName) others.set(name, allocateParameter(arena, name, shape, learns))
  }
  const parameters = [...embedding.parameters, ...others.values()]
  const optimizer = config.optimizer && createOptimizer(context, config.optimizer, parameters, config.frozenRows)
  const table = createTableRows(opened, embedding)
  const writeMask = createMaskWriter(arena, kernels, { seed, columns: 2 * spec.encoder.units })
  arena.commit()
  fillParameters(arena, parameters, config.weights)

  function named(name: string): WholeParameter {
    const parameter = others.get(name)
    if (parameter !== undefined) return parameter
    throw new WordloomError('TENSOR_MISSING', 'The network has no such weight', { name })
  }

  return {
    learns,
    table,
    get iterations() {
      return optimizer?.iterations ?? 0
    },
    value(name) {
      const { value, size } = named(name)
      return arena.float32.subarray(value / 4, value / 4 + size)
    },
    gradient(name) {
      const { gradient, size } = named(name)
      return arena.float32.subarray(gradient / 4, gradient / 4 + size)
    },
    step(learningRate) {
      if (optimizer === undefined) {
        throw new WordloomError('INVALID_ARGUMENT', 'An engine without an optimizer cannot train', {
          name: 'optimizer',
          hint: 'Pass an optimizer when starting the engine.',
        })
      }
      optimizer.step(learningRate)
    },
    dropoutMask: (options) => writeMask({ ...options, step: optimizer?.iterations ?? 0 }),
    readState: () => readEngineState(arena, parameters, optimizer),
    writeState: (state) => writeEngineState(arena, parameters, optimizer, state),
  }
}
