import { peers } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { processContestant } from '../process-contestants.js'
import { referenceSizes } from '../sizes.js'
import { compare } from './compare.js'

const name = 'memory'

/** What training needs at most. */
export const memoryCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset('reference', () => syntheticDataset(referenceSizes))
    const settings = { figure: 'peak-mebibytes', data, steps: 50, onProgress: options.onProgress } as const
    const header = {
      name,
      description: 'peak resident memory of a process that trains 50 steps of reference',
      unit: 'MiB',
      targets: {
        'keras-tensorflow': { atLeast: 3 },
        'keras-jax': { atLeast: 3 },
        pytorch: { atLeast: 2 },
      },
    } as const
    const contestants = [undefined, ...peers].map((peer) => processContestant(peer, settings))
    return compare(header, contestants, { full: 3, quick: 1 }, options)
  },
}
