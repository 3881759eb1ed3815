import type { BenchmarkCase } from '../../runner/suite.js'
import { byNode } from '../../runner/target.js'
import { perStep, wordloomOnNewWords, type Work } from '../contestants.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { referenceSizes } from '../sizes.js'
import { compare, usualContestants } from './compare.js'

const name = 'predict'
const work: Work = { job: 'predict', steps: 40, warmUpSteps: 16, toFigure: perStep }

/** The forward pass alone. */
export const predictCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset('reference', () => syntheticDataset(referenceSizes))
    const header = {
      name,
      description: 'prediction of a batch of 32, the network and rows of reference',
      unit: 'ms',
      targets: {
        'keras-tensorflow': byNode(2, 1.2),
        'keras-jax': byNode(2, 1.2),
        pytorch: byNode(1.2, 0.7),
      },
    } as const
    const contestants = [...usualContestants(work, data, options), wordloomOnNewWords(work, { data })]
    return compare(header, contestants, { full: 15, quick: 5 }, options)
  },
}
