import { peers } from '../../peers/peer.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { compare } from '../../train/cases/compare.js'
import { peer, perStep, wordloom, wordloomOnNewWords, type Work } from '../../train/contestants.js'
import { cachedDataset } from '../../train/data/dataset-cache.js'
import { syntheticDataset } from '../../train/data/synthetic-dataset.js'
import { referenceSizes } from '../../train/sizes.js'
import { threadsOfAll } from '../../train/start-worker.js'
import { inPython, inRuntime } from '../onnx-contestants.js'

const work: Work = { job: 'predict', steps: 40, warmUpSteps: 16, toFigure: perStep }

/** The kernels and the file that is exported, a batch at a time. */
export const onnxPredictCase: BenchmarkCase = {
  name: 'onnx-predict',
  async run(options) {
    const { onProgress } = options
    const data = await cachedDataset('reference', () => syntheticDataset(referenceSizes))
    const contestants = [
      wordloom(work, { data }),
      wordloom(work, { data }, { name: 'wordloom-1-thread', threads: 1 }),
      wordloomOnNewWords(work, { data }),
      inRuntime('onnxruntime-node', threadsOfAll, work, referenceSizes),
      inRuntime('onnxruntime-node', 1, work, referenceSizes),
      inRuntime('onnxruntime-web', 1, work, referenceSizes),
      inPython(work, data, referenceSizes, onProgress),
      ...peers.map((framework) => peer(work, data, { framework, onProgress })),
    ]
    const header = {
      name: 'onnx-predict',
      description: 'prediction of a batch of 32, the network and rows of reference: kernels, and the exported file',
      unit: 'ms',
      targets: { 'onnxruntime-node': { atLeast: 1 }, 'onnxruntime-web-1-thread': { atLeast: 2 } },
      notes: [
        'onnxruntime-web is its WebAssembly, in Node; onnxruntime-python has one thread, which is its best here.',
      ],
    } as const
    return compare(header, contestants, { full: 15, quick: 5 }, options)
  },
}
