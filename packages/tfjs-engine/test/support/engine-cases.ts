import type { Engine, EngineConfig, TrainingBatch } from '@wordloom/core'
import { engineConformance, readEngineTrace, type ConformanceCase } from '@wordloom/core/testing'
import { createKernelsEngine } from '@wordloom/kernels'
import fc from 'fast-check'
import { tfjsEngine, type Tfjs } from '../../src/index.js'
import { padGate } from '../../src/gru/recurrence.js'
import { randomTrainings } from './random-networks.js'
import type { BackendTolerance } from './tolerances.js'

/** What the tests need of TensorFlow.js besides. */
export interface TestedTfjs extends Tfjs {
  memory(): { readonly numTensors: number }
}

export interface EngineCasesOptions {
  /** Recorded trainings by name. */
  readonly traces: ReadonlyMap<string, Uint8Array>
  readonly tolerance: BackendTolerance
  /** Random trainings that are compared with the kernels engine. @defaultValue 40 */
  readonly runs?: number
  /** Steps after which there must be no more tensors. @defaultValue 20 */
  readonly steps?: number
}

/** What an engine on any backend must do; the backend is the one that is set. They run one after the other. */
export function engineCases(tf: TestedTfjs, options: EngineCasesOptions): ConformanceCase[] {
  const { traces, tolerance, runs = 40, steps: manySteps = 20 } = options
  const createEngine = tfjsEngine(tf)
  const trace = (): { config: EngineConfig; batch: TrainingBatch } => {
    const { config, steps } = readEngineTrace([...traces.values()][0]!)
    return { config, batch: steps[0]!.batch }
  }

  async function withoutLeak(work: () => Promise<void>): Promise<void> {
    const before = tf.memory().numTensors
    await work()
    expectEqual('tensors', tf.memory().numTensors, before)
  }

  return [
    ...engineConformance(createEngine, traces, tolerance),
    {
      name: 'should train any network as the kernels engine does',
      run: () =>
        withoutLeak(() =>
          fc.assert(
            fc.asyncProperty(randomTrainings, async ({ config, batches }) => {
              const engine = await createEngine(config)
              const kernels = await createKernelsEngine(config)
              await compare(engine, kernels, batches, tolerance.kernels)
              engine.dispose()
              kernels.dispose()
            }),
            { numRuns: runs, seed: 6 },
          ),
        ),
    },
    {
      name: 'should keep a state exactly at padding',
      async run() {
        const gates = tf.tensor([padGate - 1000, padGate, padGate + 1000])
        const shares = tf.tidy(() => tf.sub(1, tf.sigmoid(gates)))
        expectEqual('shares', (await shares.data()).join(), '0,0,0')
        shares.dispose()
        gates.dispose()
      },
    },
    {
      name: 'should leave no tensor behind after many steps, predictions and at the end',
      run: () =>
        withoutLeak(async () => {
          const { config, batch } = trace()
          const engine = await createEngine(config)
          await withoutLeak(async () => {
            for (let step = 0; step < manySteps; step++) {
              await engine.trainBatch(batch)
              await engine.predictBatch(batch)
            }
          })
          engine.dispose()
        }),
    },
    {
      name: 'should leave no tensor behind when an operation fails, and go on',
      run: () =>
        withoutLeak(async () => {
          let fails = false
          const failing: TestedTfjs = {
            ...tf,
            relu: (...values) => {
              if (fails) throw new Error('no such kernel')
              return tf.relu(...values)
            },
          }
          const { config, batch } = trace()
          const engine = await tfjsEngine(failing)(config)
          const state = engine.readState()
          fails = true
          await expectCode(() => engine.trainBatch(batch), 'RUNTIME_UNSUPPORTED')
          await expectCode(() => engine.predictBatch(batch), 'RUNTIME_UNSUPPORTED')
          fails = false
          for (const [name, { data }] of engine.readState()) {
            expectEqual(name, largestDifference(data, state.get(name)!.data), 0)
          }
          await engine.trainBatch(batch)
          engine.dispose()
        }),
    },
  ]
}

async function compare(
  engine: Engine,
  kernels: Engine,
  batches: readonly TrainingBatch[],
  tolerance: number,
): Promise<void> {
  for (const [step, batch] of batches.entries()) {
    const { loss, probabilities } = await engine.trainBatch(batch)
    const expected = await kernels.trainBatch(batch)
    expectClose(`loss of step ${step}`, Math.abs(loss - expected.loss) / Math.max(1, expected.loss), tolerance)
    expectClose(`probabilities of step ${step}`, largestDifference(probabilities, expected.probabilities), tolerance)
    const [here, there] = [await engine.predictBatch(batch), await kernels.predictBatch(batch)]
    expectClose(`predictions after step ${step}`, largestDifference(here, there), tolerance)
  }
  const state = engine.readState()
  expectEqual('names', [...state.keys()].toSorted().join(), [...kernels.readState().keys()].toSorted().join())
  for (const [name, { data }] of kernels.readState()) {
    expectClose(name, largestDifference(state.get(name)!.data, data), tolerance)
  }
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expectEqual('values', actual.length, expected.length)
  let largest = 0
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!)
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference
  }
  return largest
}

// These run in browsers too, where there is no vitest.

function expectClose(what: string, difference: number, tolerance: number): void {
  if (!(difference <= tolerance)) throw new Error(`${what}: off by ${difference}, allowed ${tolerance}`)
}

function expectEqual<Value extends string | number>(what: string, actual: Value, expected: Value): void {
  if (actual !== expected) throw new Error(`${what}: ${actual}, expected ${expected}`)
}

async function expectCode(work: () => unknown, code: string): Promise<void> {
  try {
    await work()
  } catch (error) {
    expectEqual('code', error instanceof Error && 'code' in error ? String(error.code) : String(error), code)
    return
  }
  throw new Error(`no error, expected ${code}`)
}
