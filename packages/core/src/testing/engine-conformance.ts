import type { EngineFactory } from '../contracts/engine.js'
import { check, checkRejects, type ConformanceCase } from './conformance-case.js'
import { readEngineTrace } from './engine-trace.js'

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
 * @param traces - files as {@link readEngineTrace} reads them, by name. One trace tests one task, encoder and optimizer:
 * an engine that has several needs a trace of each.
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
  const { config, steps, final } = readEngineTrace(file)
  const engine = await createEngine(config)
  for (const [step, { batch, options, loss: expected, probabilities: recorded }] of steps.entries()) {
    const { loss, probabilities } = await engine.trainBatch(batch, options)
    const difference = Math.abs(loss - expected) / Math.abs(expected)
    check(difference <= (tolerance.loss ?? 1e-5), `step ${step}: loss ${loss}, recorded ${expected}`)
    if (recorded !== undefined) {
      const largest = largestDifference(probabilities, recorded)
      check(largest <= (tolerance.probability ?? 1e-5), `step ${step}: a probability is off by ${largest}`)
    }
  }
  const state = engine.readState()
  for (const [name, { data }] of final) {
    const tensor = state.get(name)
    check(tensor !== undefined, `the state has ${name}`)
    const largest = largestDifference(tensor.data, data)
    check(largest <= (tolerance.weight ?? 1e-5), `${name} is off by ${largest}`)
  }
  engine.dispose()
}

async function resume(createEngine: EngineFactory, file: Uint8Array): Promise<void> {
  const { config, steps } = readEngineTrace(file)
  const half = steps.length >> 1
  const whole = await createEngine(config)
  const continued = await createEngine(config)
  for (const { batch, options } of steps.slice(0, half)) await whole.trainBatch(batch, options)
  continued.writeState(whole.readState())
  for (const { batch, options } of steps.slice(half)) {
    const expected = (await whole.trainBatch(batch, options)).loss
    check(
      (await continued.trainBatch(batch, options)).loss === expected,
      'a restored engine goes on with the same losses',
    )
  }
  const expected = whole.readState()
  for (const [name, { data }] of continued.readState()) {
    check(largestDifference(data, expected.get(name)!.data) === 0, `${name} is the same after a restored state`)
  }
  whole.dispose()
  continued.dispose()
}

async function predictOnly(createEngine: EngineFactory, file: Uint8Array): Promise<void> {
  const { config, steps } = readEngineTrace(file)
  const { optimizer: _, ...rest } = config
  const engine = await createEngine(rest)
  const { batch } = steps[0]!
  const probabilities = await engine.predictBatch(batch)
  check(
    probabilities.every((value) => value >= 0 && value <= 1),
    'probabilities lie between 0 and 1',
  )
  await checkRejects(async () => engine.trainBatch(batch), 'INVALID_ARGUMENT')
  // What an engine keeps of the words that it has met must not show.
  for (const { batch } of [...steps, steps[0]!]) {
    const fresh = await createEngine(rest)
    const difference = largestDifference(await engine.predictBatch(batch), await fresh.predictBatch(batch))
    check(difference < 1e-6, `a batch after others and by a fresh engine differ by ${difference}`)
    fresh.dispose()
  }
  engine.dispose()
  engine.dispose()
  await checkRejects(async () => engine.predictBatch(batch), 'DISPOSED')
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
