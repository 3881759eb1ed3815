import type { EngineConfig, OptimizerSpec, StepOptions, TrainingBatch } from '../contracts/engine.js'
import {
  createModelSpec,
  weightShapes,
  type ModelSpec,
  type ModelSpecOptions,
  type TaskSpec,
} from '../model/model-spec.js'
import { decodeSafetensors, tensorToFloat32, type StoredTensors } from '../model/safetensors.js'
import type { Tensor, Weights } from '../model/tensor.js'
import { check } from './conformance-case.js'

/** One step of an {@link EngineTrace}. */
export interface EngineTraceStep {
  /** The rows of the step. */
  readonly batch: TrainingBatch
  /** What changes from step to step: the learning rate, where the trace has a schedule. */
  readonly options: StepOptions
  /** Before the update. */
  readonly loss: number
  /** `[batchSize, outputs]`, before the update; missing when it was not recorded. */
  readonly probabilities?: Float32Array
}

/** The first steps of a training, as somebody else's program took them. */
export interface EngineTrace {
  /** Starts an engine at the beginning of the trace. */
  readonly config: EngineConfig & {
    /** What it was trained with. */
    readonly optimizer: OptimizerSpec
  }
  /** In the order in which they were taken. */
  readonly steps: readonly EngineTraceStep[]
  /** The weights after the last step. */
  readonly final: Weights
}

/**
 * Reads a trace: a safetensors file with `initial/<weight>` and `final/<weight>` by the names of `weightShapes`, for each
 * step `batch/<i>/ids` (I32 `[rows, time]`, padded with 0 on the right), `batch/<i>/targets` (I32 `[rows]`, or
 * `[rows, labels]` for a multi-label task), if rows have weights `batch/<i>/weights` (F32 `[rows]`), if recorded
 * `probabilities/<i>` (F32), and `loss` (F32 `[steps]`).
 *
 * The sizes of the network are those of the weights. The rest may stand in the metadata as `config`, JSON with any of
 * `task` (default: binary for one output, else multi-class), `encoder` (`layers`, `pooling`, `resetAfter`),
 * `trainEmbedding` (default true), `optimizer` (where it differs from Adam with Keras' defaults and dense updates),
 * `labelSmoothing` (default 0) and `learningRates` (one a step; default: that of the optimizer).
 *
 * Rejects or throws an error that names what the file lacks.
 */
export function readEngineTrace(file: Uint8Array): EngineTrace {
  const stored = decodeSafetensors(file)
  const config = JSON.parse(stored.metadata['config'] ?? '{}') as TraceConfig
  const spec = specOf(stored, config)
  const vocabularySize = sizeOf(stored, 'embedding/embeddings', 0)
  const named = (prefix: string): Weights =>
    new Map([...weightShapes(spec, vocabularySize).keys()].map((name) => [name, read(stored, `${prefix}/${name}`)]))
  const { learningRates } = config
  const losses = read(stored, 'loss').data
  check(learningRates === undefined || learningRates.length === losses.length, 'the trace has a learning rate a step')
  return {
    config: {
      spec,
      vocabularySize,
      weights: named('initial'),
      optimizer: optimizerOf(config),
      ...(config.labelSmoothing !== undefined && { labelSmoothing: config.labelSmoothing }),
    },
    steps: Array.from(losses, (loss, step) => ({
      batch: readBatch(stored, step, spec),
      options: learningRates === undefined ? {} : { learningRate: learningRates[step]! },
      loss,
      ...(stored.tensors.has(`probabilities/${step}`) && {
        probabilities: read(stored, `probabilities/${step}`).data,
      }),
    })),
    final: named('final'),
  }
}

interface TraceConfig {
  readonly task?: TaskSpec['type']
  readonly encoder?: Pick<NonNullable<ModelSpecOptions['encoder']>, 'layers' | 'pooling' | 'resetAfter'>
  readonly trainEmbedding?: boolean
  readonly optimizer?: Partial<OptimizerSpec>
  readonly labelSmoothing?: number
  readonly learningRates?: readonly number[]
}

const common = { learningRate: 0.001, embeddingUpdates: 'dense' } as const
const adam = { ...common, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/** Keras' defaults, but that embedding updates are dense. */
const defaults: { readonly [Type in OptimizerSpec['type']]: Extract<OptimizerSpec, { type: Type }> } = {
  adam: { ...adam, type: 'adam' },
  adamw: { ...adam, type: 'adamw', weightDecay: 0.004 },
  sgd: { ...common, type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false },
  rmsprop: { ...common, type: 'rmsprop', rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
}

function optimizerOf({ optimizer = {} }: TraceConfig): OptimizerSpec {
  return { ...defaults[optimizer.type ?? 'adam'], ...optimizer } as OptimizerSpec
}

function specOf(stored: StoredTensors, { task, encoder, trainEmbedding = true }: TraceConfig): ModelSpec {
  const outputs = sizeOf(stored, 'output/kernel', 1)
  return createModelSpec(
    Array.from({ length: Math.max(2, outputs) }, (_, index) => String(index)),
    {
      embedding: { dimension: sizeOf(stored, 'embedding/embeddings', 1), trainable: trainEmbedding },
      encoder: { units: sizeOf(stored, 'encoder/0/forward/recurrent_kernel', 0), ...encoder },
      hidden: { units: sizeOf(stored, 'output/kernel', 0) },
      task: task ?? (outputs === 1 ? 'binary' : 'multi-class'),
    },
  )
}

function sizeOf({ tensors }: StoredTensors, name: string, axis: number): number {
  const length = tensors.get(`initial/${name}`)?.shape[axis]
  check(length !== undefined, `the trace has initial/${name}`)
  return length
}

function read({ tensors }: StoredTensors, name: string): Tensor {
  const tensor = tensors.get(name)
  check(tensor !== undefined, `the trace has ${name}`)
  return tensorToFloat32(tensor, name)
}

function readBatch(stored: StoredTensors, step: number, spec: ModelSpec): TrainingBatch {
  const ids = stored.tensors.get(`batch/${step}/ids`)
  const targets = stored.tensors.get(`batch/${step}/targets`)
  check(ids?.dtype === 'I32' && targets?.dtype === 'I32', `batch ${step} has ids and targets of type I32`)
  const [batchSize, time] = ids.shape as [number, number]
  const targetShape = spec.task.type === 'multi-label' ? [batchSize, spec.task.labels.length] : [batchSize]
  check(targets.shape.join() === targetShape.join(), `the targets of batch ${step} are [${targetShape.join(', ')}]`)
  const values = new Int32Array(new Uint8Array(ids.bytes).buffer)
  const weights = `batch/${step}/weights`
  return {
    batchSize,
    time,
    ids: values,
    lengths: Int32Array.from({ length: batchSize }, (_, row) => {
      let length = time
      while (length > 0 && values[row * time + length - 1] === 0) length -= 1
      return length
    }),
    targets: new Int32Array(new Uint8Array(targets.bytes).buffer),
    ...(stored.tensors.has(weights) && { weights: read(stored, weights).data }),
  }
}
