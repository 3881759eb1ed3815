import { pytorch } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { compare } from '../../train/cases/compare.js'
import { peer, perStep, wordloom, wordloomOnNewWords, type Work } from '../../train/contestants.js'
import { cachedDataset } from '../../train/data/dataset-cache.js'
import { syntheticDataset } from '../../train/data/synthetic-dataset.js'
import { referenceSizes } from '../../train/sizes.js'
import { threadsOfAll } from '../../train/start-worker.js'
import { inPython, inRuntime } from '../onnx-contestants.js'

const work: Work = { job: 'predict', steps: 400, warmUpSteps: 100, toFigure: perStep }
const sizes = { ...referenceSizes, batchSize: 1 }

/** The same for one text at a time, as a service gets them. */
export const onnxOneTextCase: BenchmarkCase = {
  name: 'onnx-one-text',
  async run(options) {
    const { onProgress } = options
    const data = await cachedDataset('one-text', () => syntheticDataset(sizes))
    const contestants = [
      wordloom(work, { data }),
      wordloom(work, { data }, { name: 'wordloom-1-thread', threads: 1 }),
      wordloomOnNewWords(work, { data }),
      inRuntime('onnxruntime-node', threadsOfAll, work, sizes),
      inRuntime('onnxruntime-node', 1, work, sizes),
      inRuntime('onnxruntime-web', 1, work, sizes),
      inPython(work, data, sizes, onProgress),
      peer({ ...work, steps: 50 }, data, { framework: pytorch, onProgress }),
    ]
    const header = {
      name: 'onnx-one-text',
      description: 'prediction of one text of 100 tokens, the network of reference',
      unit: 'ms',
      // Ours may take one and a half times as long.
      targets: { 'onnxruntime-node': { atLeast: 0.67 } },
    } as const
    return compare(header, contestants, { full: 15, quick: 5 }, options)
  },
}
