import type { Batch, Engine, TrainingBatch } from '@wordloom/core'
import type { Dataset } from '../data/dataset.js'
import type { RoundAnswer, RoundRequest } from './protocol.js'

/** What is measured: it trains batches and predicts them. */
export interface MeasuredNetwork {
  /** @returns the loss */
  train(batch: TrainingBatch): Promise<number>
  /** @returns `[batchSize]` probabilities */
  predict(batch: Batch): Promise<Float32Array>
}

/** What to measure of a network. */
export interface Measurement {
  readonly job: 'train' | 'predict'
  readonly warmUpSteps: number
  /** Whether to tell the loss of the first batch before any training. */
  readonly check: boolean
}

/** A network that is warmed up. */
export interface OpenMeasurement {
  readonly firstLoss?: number
  round(request: RoundRequest): Promise<RoundAnswer>
}

/** An engine of Wordloom as something to be measured. */
export function measuredEngine(engine: Engine): MeasuredNetwork {
  return {
    train: async (batch) => (await engine.trainBatch(batch)).loss,
    predict: async (batch) => engine.predictBatch(batch),
  }
}

/** Warms a network up on the batches of a dataset. Runs in Node and in browsers. */
export async function openMeasurement(
  network: MeasuredNetwork,
  dataset: Dataset,
  { job, warmUpSteps, check }: Measurement,
): Promise<OpenMeasurement> {
  const firstLoss = check ? await firstLossOf(network, dataset) : undefined
  const work = createSteps(network, job, dataset)
  await work(warmUpSteps)
  return {
    ...(firstLoss !== undefined && { firstLoss }),
    round: ({ steps }) => timed(() => work(steps)),
  }
}

/** Measures work that gives a loss. */
export async function timed(work: () => Promise<number | null>): Promise<RoundAnswer> {
  const started = performance.now()
  const loss = await work()
  return { milliseconds: performance.now() - started, loss }
}

async function firstLossOf(network: MeasuredNetwork, dataset: Dataset): Promise<number> {
  const [batch] = wholeBatches(dataset)
  return crossEntropy(await network.predict(batch!), batch!.targets)
}

/** A function that goes on by so many batches and gives the loss of the last one, or null. */
function createSteps(
  network: MeasuredNetwork,
  job: 'train' | 'predict',
  dataset: Dataset,
): (steps: number) => Promise<number | null> {
  const batches = wholeBatches(dataset)
  let done = 0
  return async (steps) => {
    let loss: number | null = null
    for (let step = 0; step < steps; step++) {
      const batch = batches[done++ % batches.length]!
      if (job === 'train') loss = await network.train(batch)
      else await network.predict(batch)
    }
    return loss
  }
}

function wholeBatches({ sizes, ids, lengths, targets }: Dataset): TrainingBatch[] {
  const { batchSize, time } = sizes
  return Array.from({ length: Math.floor(lengths.length / batchSize) }, (_, index) => {
    const from = index * batchSize
    const to = from + batchSize
    return {
      batchSize,
      time,
      ids: ids.subarray(from * time, to * time),
      lengths: lengths.subarray(from, to),
      targets: targets.subarray(from, to),
    }
  })
}

function crossEntropy(probabilities: Float32Array, targets: Int32Array): number {
  let sum = 0
  for (const [row, target] of targets.entries()) {
    const probability = Math.min(Math.max(probabilities[row]!, 1e-7), 1 - 1e-7)
    sum -= Math.log(target === 1 ? probability : 1 - probability)
  }
  return sum / targets.length
}
