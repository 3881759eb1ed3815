import { peers, kerasTensorflow } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { processContestant } from '../process-contestants.js'
import { referenceSizes } from '../sizes.js'
import { compare } from './compare.js'

const name = 'start'

/** What somebody waits for who starts a script. */
export const startCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset('reference', () => syntheticDataset(referenceSizes))
    const settings = { figure: 'seconds-to-first-step', data, steps: 0, onProgress: options.onProgress } as const
    const contestants = [
      processContestant(undefined, settings),
      ...peers.map((peer) => processContestant(peer, settings)),
      processContestant(kerasTensorflow, { ...settings, variant: 'no-jit' }),
    ]
    const header = {
      name,
      description: 'from the start of a process to the end of its first training step, the network of reference',
      unit: 's',
      targets: {
        'keras-tensorflow': { atLeast: 10 },
        'keras-jax': { atLeast: 10 },
        pytorch: { atLeast: 5 },
      },
      notes: ['Files are in the page cache. keras-tensorflow-no-jit leaves out the compilation by XLA.'],
    } as const
    return compare(header, contestants, { full: 5, quick: 2 }, options)
  },
}
