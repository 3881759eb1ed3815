import { pytorch } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { byNode } from '../../runner/target.js'
import { peer, perStep, type Work } from '../contestants.js'
import { cachedDataset } from '../data/dataset-cache.js'
import { syntheticDataset } from '../data/synthetic-dataset.js'
import { sizesOfVocabulary } from '../sizes.js'
import { compare, usualContestants } from './compare.js'

const name = 'large-vocabulary'
const work: Work = { job: 'train', steps: 8, warmUpSteps: 8, toFigure: perStep }

/** A table of which a step touches hardly anything. */
export const largeVocabularyCase: BenchmarkCase = {
  name,
  async run(options) {
    const data = await cachedDataset(name, () => syntheticDataset(sizesOfVocabulary(400_000)))
    const contestants = [
      ...usualContestants(work, data, options),
      peer(work, data, { framework: pytorch, variant: 'unfused', onProgress: options.onProgress }),
      peer(work, data, { framework: pytorch, variant: 'sparse', onProgress: options.onProgress }),
    ]
    const header = {
      name,
      description: 'a training step, V=400,000 D=100 T=50 H=64 batch 32, rows of full length',
      unit: 'ms',
      targets: {
        'keras-tensorflow': byNode(12, 8),
        'keras-jax': byNode(8, 5),
        pytorch: byNode(18, 12),
        'pytorch-sparse': byNode(2, 1.2),
      },
      notes: [
        'Wordloom and pytorch-sparse (sparse=True, SparseAdam) move only the rows that a batch touches, the others the whole table.',
        'pytorch has Adam with fused=True, pytorch-unfused as it comes.',
      ],
    } as const
    return compare(header, contestants, { full: 11, quick: 3 }, options)
  },
}
