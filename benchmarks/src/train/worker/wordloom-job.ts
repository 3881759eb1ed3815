import type { Batch, Engine, TrainingBatch } from '@wordloom/core'
import { defaultOptimizer } from '@wordloom/training'
import { readDataset } from '../data/dataset-files.js'
import type { Dataset } from '../data/dataset.js'
import { referenceSpec } from '../data/reference-spec.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { engineOfThreads } from './kernels-under-test.js'
import type { OpenAnswer, OpenRequest, RoundAnswer, RoundRequest } from './protocol.js'
import { createEpochs } from './train-epochs.js'

/** Wordloom's answer to `open` and what it does in a round. */
export interface WordloomJob {
  readonly answer: OpenAnswer
  round(request: RoundRequest): Promise<RoundAnswer>
}

/** Starts an engine on a dataset and warms it up. */
export async function openJob(request: OpenRequest): Promise<WordloomJob> {
  const { job, warmUpSteps, threads = 1 } = request
  const dataset = request.data === undefined ? syntheticDataset(request.sizes!) : await readDataset(request.data)
  const createEngine = await engineOfThreads(threads)
  const engine = await createEngine({
    spec: referenceSpec(dataset.sizes),
    vocabularySize: dataset.sizes.vocabularySize,
    weights: dataset.weights,
    ...(job !== 'predict' && { optimizer: defaultOptimizer }),
  })
  const batches = wholeBatches(dataset)
  const firstLoss = request.check
    ? crossEntropy(await engine.predictBatch(batches[0]!), batches[0]!.targets)
    : undefined
  const work = job === 'epoch' ? createEpochs(engine, dataset) : createSteps(engine, job, batches)
  await (job === 'epoch' ? createSteps(engine, 'train', batches) : work)(warmUpSteps)
  return {
    answer: {
      versions: { node: process.versions.node },
      ...(firstLoss !== undefined && { firstLoss }),
    },
    async round({ steps }) {
      const started = performance.now()
      const loss = await work(steps)
      return { milliseconds: performance.now() - started, loss }
    },
  }
}

/** A function that goes on by so many batches and gives the loss of the last one, or null. */
function createSteps(
  engine: Engine,
  job: 'train' | 'predict',
  batches: readonly TrainingBatch[],
): (steps: number) => Promise<number | null> {
  let done = 0
  return async (steps) => {
    let loss: number | null = null
    for (let step = 0; step < steps; step++) {
      const batch = batches[done++ % batches.length]!
      if (job === 'train') loss = (await engine.trainBatch(batch)).loss
      else await engine.predictBatch(batch satisfies Batch)
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
