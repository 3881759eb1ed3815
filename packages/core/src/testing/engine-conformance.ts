import type { AdamSpec, EngineFactory, OptimizerSpec, TrainingBatch } from '../contracts/engine.js'
import { decodeSafetensors, tensorToFloat32, type StoredTensors } from '../model/safetensors.js'
import { createModelSpec, weightShapes, type ModelSpec } from '../model/model-spec.js'
import type { Tensor, Weights } from '../model/tensor.js'
import { check, checkRejects, type ConformanceCase } from './conformance-case.js'

/** How far an engine may be from a trace. */
export interface EngineTolerance {
  /** Relative, of the loss of each step. @defaultValue 1e-5 */
  readonly loss?: number
  /** Absolute, of each probability. @defaultValue 1e-5 */
  readonly probability?: number
  /** Absolute, of each final weight. @defaultValue 1e-5 */
  readonly weight?: number
}

/**
 * What every engine must do: the same steps as a recorded training.
 *
 * @param traces - safetensors files by name. Each holds `initial/<weight>` and `final/<weight>`, for each step
 * `batch/<i>/ids` `[rows, time]`, `batch/<i>/targets` `[rows]` and, if recorded, `probabilities/<i>`, and `loss`
 * `[steps]`. Its metadata may have `config`, JSON: `trainEmbedding` (default true) and `optimizer` where it differs from
 * Adam with Keras' defaults and dense updates. The sizes of the network are those of the weights.
 */
export function engineConformance(
  createEngine: EngineFactory,
  traces: ReadonlyMap<string, Uint8Array>,
  tolerance: EngineTolerance = {},
): ConformanceCase[] {
  return [...traces].flatMap(([name, file]) => [
    { name: `should train as recorded in ${name}`, run: () => replay(createEngine, file, tolerance) },
    { name: `should continue from a saved state in ${name}`, run: () => resume(createEngine, file) },
    { name: `should only predict without an optimizer in ${name}`, run: () => predictOnly(createEngine, file) },
  ])
}

async function replay(createEngine: EngineFactory, file: Uint8Array, tolerance: EngineTolerance): Promise<void> {
  const trace = readTrace(file)
  const engine = await createEngine(trace.config)
  for (const [step, batch] of trace.batches.entries()) {
    const { loss, probabilities } = await engine.trainBatch(batch)
    const expected = trace.loss[step]!
    const difference = Math.abs(loss - expected) / Math.abs(expected)
    check(difference <= (tolerance.loss ?? 1e-5), `step ${step}: loss ${loss}, recorded ${expected}`)
    const recorded = trace.probabilities[step]
    if (recorded !== undefined) {
      const largest = largestDifference(probabilities, recorded)
      check(largest <= (tolerance.probability ?? 1e-5), `step ${step}: a probability is off by ${largest}`)
    }
  }
  const state = engine.readState()
  for (const [name, { data }] of trace.final) {
    const largest = largestDifference(state.get(name)!.data, data)
    check(largest <= (tolerance.weight ?? 1e-5), `${name} is off by ${largest}`)
  }
  engine.dispose()
}

async function resume(createEngine: EngineFactory, file: Uint8Array): Promise<void> {
  const { config, batches } = readTrace(file)
  const half = batches.length >> 1
  const whole = await createEngine(config)
  const continued = await createEngine(config)
  for (const batch of batches.slice(0, half)) await whole.trainBatch(batch)
  continued.writeState(whole.readState())
  for (const batch of batches.slice(half)) {
    const expected = (await whole.trainBatch(batch)).loss
    check((await continued.trainBatch(batch)).loss === expected, 'a restored engine goes on with the same losses')
  }
  const expected = whole.readState()
  for (const [name, { data }] of continued.readState()) {
    check(largestDifference(data, expected.get(name)!.data) === 0, `${name} is the same after a restored state`)
  }
  whole.dispose()
  continued.dispose()
}

async function predictOnly(createEngine: EngineFactory, file: Uint8Array): Promise<void> {
  const { config, batches } = readTrace(file)
  const { optimizer: _, ...rest } = config
  const engine = await createEngine(rest)
  const batch = batches[0]!
  const probabilities = await engine.predictBatch(batch)
  check(
    probabilities.every((value) => value >= 0 && value <= 1),
    'probabilities lie between 0 and 1',
  )
  await checkRejects(async () => engine.trainBatch(batch), 'INVALID_ARGUMENT')
  engine.dispose()
  engine.dispose()
  await checkRejects(async () => engine.predictBatch(batch), 'DISPOSED')
}

const kerasAdam: AdamSpec = {
  type: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  embeddingUpdates: 'dense',
}

function readTrace(file: Uint8Array): {
  config: Parameters<EngineFactory>[0] & { optimizer: OptimizerSpec }
  batches: TrainingBatch[]
  loss: Float32Array
  probabilities: (Float32Array | undefined)[]
  final: Weights
} {
  const stored = decodeSafetensors(file)
  const config = JSON.parse(stored.metadata['config'] ?? '{}') as TraceConfig
  const spec = specOf(stored, config.trainEmbedding ?? true)
  const optimizer: OptimizerSpec = { ...kerasAdam, ...config.optimizer }
  const vocabularySize = stored.tensors.get('initial/embedding/embeddings')!.shape[0]!
  const read = (name: string): Tensor => tensorToFloat32(stored.tensors.get(name)!, name)
  const named = (prefix: string): Weights =>
    new Map([...weightShapes(spec, vocabularySize).keys()].map((name) => [name, read(`${prefix}/${name}`)]))
  const loss = read('loss').data
  const batches = Array.from(loss, (_, step) => readBatch(stored, step))
  const probabilities = batches.map((_, step) =>
    stored.tensors.has(`probabilities/${step}`) ? read(`probabilities/${step}`).data : undefined,
  )
  return {
    config: { spec, vocabularySize, weights: named('initial'), optimizer },
    batches,
    loss,
    probabilities,
    final: named('final'),
  }
}

interface TraceConfig {
  readonly trainEmbedding?: boolean
  readonly optimizer?: Partial<AdamSpec>
}

function specOf({ tensors }: StoredTensors, trainable: boolean): ModelSpec {
  const size = (name: string, axis: number): number => {
    const length = tensors.get(`initial/${name}`)?.shape[axis]
    check(length !== undefined, `the trace has initial/${name}`)
    return length
  }
  const outputs = size('output/kernel', 1)
  return createModelSpec(
    Array.from({ length: Math.max(2, outputs) }, (_, index) => String(index)),
    {
      embedding: { dimension: size('embedding/embeddings', 1), trainable },
      encoder: { units: size('encoder/0/forward/recurrent_kernel', 0) },
      hidden: { units: size('output/kernel', 0) },
    },
  )
}

function readBatch({ tensors }: StoredTensors, step: number): TrainingBatch {
  const stored = tensors.get(`batch/${step}/ids`)
  const targets = tensors.get(`batch/${step}/targets`)
  check(stored?.dtype === 'I32' && targets?.dtype === 'I32', `batch ${step} has ids and targets of type I32`)
  const [batchSize, time] = stored.shape as [number, number]
  const ids = new Int32Array(new Uint8Array(stored.bytes).buffer)
  const lengths = Int32Array.from({ length: batchSize }, (_, row) => {
    let length = time
    while (length > 0 && ids[row * time + length - 1] === 0) length -= 1
    return length
  })
  return { batchSize, time, ids, lengths, targets: new Int32Array(new Uint8Array(targets.bytes).buffer) }
}

/** Infinity when a value is NaN: a comparison with NaN would pass unseen. */
function largestDifference(actual: Float32Array, expected: Float32Array): number {
  check(actual.length === expected.length, `${expected.length} values, not ${actual.length}`)
  let largest = 0
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!)
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference
  }
  return largest
}
