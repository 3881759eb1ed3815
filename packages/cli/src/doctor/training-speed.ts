import { createRandom, type TrainingEvent } from '@wordloom/core'

/** How fast a short training went. */
export interface TrainingSpeed {
  readonly threads: number
  /** Of the middle one of the steps. */
  readonly millisecondsPerStep: number
  /** 10⁹ floating-point operations a second in the matrix products of a step. */
  readonly gigaflops: number
}

const dimension = 64
const units = 64
const hidden = 64
const tokens = 50
const batchSize = 32
const steps = 12
/** On a machine that does not reach it the steps so far are taken. */
const mostMilliseconds = 900

/**
 * Trains the reference network in small on made-up texts and takes the time of its steps, all that a step of a real
 * training does included.
 *
 * @param threads - 1 or more.
 */
export async function measureTrainingSpeed(threads: number): Promise<TrainingSpeed> {
  const { nodeTrainer } = await import('@wordloom/trainer-node')
  const interruption = new AbortController()
  const times: number[] = []
  let startedAt = 0
  let before = 0
  const onEvent = ({ type }: TrainingEvent): void => {
    const now = performance.now()
    if (type === 'start') startedAt = now
    if (type === 'step') times.push(now - before)
    before = now
    if (type === 'step' && now - startedAt > mostMilliseconds) interruption.abort()
  }
  const run = nodeTrainer({ threads }).train({
    ...madeUpTexts(),
    validation: 0,
    epochs: 1,
    batchSize,
    model: { maxLength: tokens, embedding: { dimension }, encoder: { units }, hidden: { units: hidden } },
    signal: interruption.signal,
    onEvent,
  })
  try {
    const classifier = await run.result
    classifier.dispose()
  } catch (error) {
    if (!interruption.signal.aborted) throw error
  }
  const millisecondsPerStep = median(warm(times))
  return { threads, millisecondsPerStep, gigaflops: operationsOfStep / millisecondsPerStep / 1e6 }
}

/** Forward, and two products for each product on the way back, each of 2 m n k operations, for every token and direction. */
const operationsOfStep =
  3 * batchSize * (tokens * 2 * 2 * 3 * units * (dimension + units) + 2 * 2 * units * hidden + 2 * hidden)

function madeUpTexts(): { readonly texts: string[]; readonly labels: string[] } {
  const random = createRandom(1)
  const text = (): string => Array.from({ length: tokens }, () => `w${random.nextInteger(1000)}`).join(' ')
  const rows = steps * batchSize
  return {
    texts: Array.from({ length: rows }, text),
    labels: Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'even' : 'odd')),
  }
}

/** The first steps run before WebAssembly is optimised. */
function warm(times: readonly number[]): readonly number[] {
  return times.length > 4 ? times.slice(3) : times
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
