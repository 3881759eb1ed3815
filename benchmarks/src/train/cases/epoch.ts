import { kerasJax, kerasTensorflow, pytorch } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { byNode } from '../../runner/target.js'
import { peer, wordloom, type Work } from '../contestants.js'
import { corpusDataset } from '../data/corpus-dataset.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { compare } from './compare.js'

const name = 'epoch'
const work: Work = {
  job: 'epoch',
  steps: 1,
  warmUpSteps: 8,
  toFigure: (milliseconds) => milliseconds / 1000,
}

/** What real lengths and real words make of it. */
export const epochCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset(name, corpusDataset)
    const { onProgress } = options
    const contestants = [
      wordloom(work, { data }),
      wordloom(work, { data }, { name: 'wordloom-1-thread', threads: 1 }),
      peer(work, data, { framework: kerasTensorflow, onProgress }),
      peer(work, data, { framework: kerasJax, onProgress }),
      peer(work, data, { framework: kerasJax, variant: 'bucketed', onProgress }),
      peer(work, data, { framework: pytorch, onProgress }),
      peer(work, data, { framework: pytorch, variant: 'packed', onProgress }),
    ]
    const header = {
      name,
      description: 'an epoch of the SpamAssassin corpus, at most 200 tokens, D=50 H=64 batch 32',
      unit: 's',
      targets: {
        'keras-tensorflow': byNode(4, 2.5),
        'keras-jax': byNode(3, 2),
        'pytorch-packed': byNode(2.5, 1.5),
      },
      notes: [
        'keras pads every row to the longest (fit); keras-jax-bucketed pads to multiples of 25, which its users would do by hand.',
        'pytorch pads to the longest of the batch and has no mask, so its first loss is another one; pytorch-packed is the same network as the others.',
      ],
    } as const
    return compare(header, contestants, { full: 5, quick: 2 }, options)
  },
}
