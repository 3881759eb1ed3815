import { byNode } from '../../runner/target.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { perStep, type Work } from '../contestants.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { referenceSizes } from '../sizes.js'
import { compare, usualContestants } from './compare.js'

const name = 'reference'
const work: Work = { job: 'train', steps: 20, warmUpSteps: 8, toFigure: perStep }

/** The cost of a training step where nothing can be saved: no padding, hardly a word twice. */
export const referenceCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset(name, () => syntheticDataset(referenceSizes))
    const header = {
      name,
      description: 'a training step, V=10,000 D=128 T=100 H=64 batch 32, rows of full length',
      unit: 'ms',
      targets: {
        'keras-tensorflow': byNode(2.5, 1.3),
        'keras-jax': byNode(1.6, 0.9),
        pytorch: byNode(2.3, 1.2),
      },
    } as const
    return compare(header, usualContestants(work, data, options), { full: 15, quick: 5 }, options)
  },
}
