import { defaultOptimizer } from '@wordloom/training'
import { readDataset } from '../data/dataset-files.js'
import { referenceSpec } from '../data/reference-spec.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { engineOfThreads } from './kernels-under-test.js'
import { measuredEngine, openMeasurement, timed } from './measured-network.js'
import { newWords, type OpenAnswer, type OpenRequest, type RoundAnswer, type RoundRequest } from './protocol.js'
import { createEpochs } from './train-epochs.js'

/** Wordloom's answer to `open` and what it does in a round. */
export interface WordloomJob {
  readonly answer: OpenAnswer
  round(request: RoundRequest): Promise<RoundAnswer>
}

/** Starts an engine on a dataset and warms it up. */
export async function openJob(request: OpenRequest): Promise<WordloomJob> {
  const { job, warmUpSteps, threads = 1, variant } = request
  const dataset = request.data === undefined ? syntheticDataset(request.sizes!) : await readDataset(request.data)
  const createEngine = await engineOfThreads(threads)
  const engine = await createEngine({
    spec: referenceSpec(dataset.sizes),
    vocabularySize: dataset.sizes.vocabularySize,
    weights: dataset.weights,
    ...((job !== 'predict' || variant === newWords) && { optimizer: defaultOptimizer }),
  })
  const { firstLoss, round } = await openMeasurement(measuredEngine(engine), dataset, {
    job: job === 'predict' ? 'predict' : 'train',
    warmUpSteps,
    check: request.check,
  })
  const epoch = job === 'epoch' ? createEpochs(engine, dataset) : undefined
  return {
    answer: {
      versions: { node: process.versions.node },
      ...(firstLoss !== undefined && { firstLoss }),
    },
    round: epoch === undefined ? round : () => timed(epoch),
  }
}
