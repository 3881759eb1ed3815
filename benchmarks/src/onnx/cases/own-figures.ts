import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { perStep, type Work } from '../../train/contestants.js'
import { referenceSizes } from '../../train/sizes.js'
import { onnxContestant, startOnnxWorker } from '../onnx-contestants.js'
import type { OnnxRequest } from '../worker/onnx-worker.js'

const work: Work = { job: 'predict', steps: 3, warmUpSteps: 2, toFigure: perStep, check: false }

/** What exporting takes. */
export const onnxExportCase: BenchmarkCase = ownTime(
  'onnx-export',
  'export',
  'exporting the network of reference, 5.5 MB, without verification',
  150,
)

/** What loading takes in onnxruntime-node. */
export const onnxLoadCase: BenchmarkCase = ownTime(
  'onnx-load',
  'load',
  'a session of onnxruntime-node for the exported network of reference',
  30,
)

function ownTime(name: string, kind: OnnxRequest['work'], description: string, atMost: number): BenchmarkCase {
  return {
    name,
    async run({ quick, onProgress }) {
      const request = { work: kind, runtime: 'onnxruntime-node', threads: 1, sizes: referenceSizes } as const
      const outcome = await race([onnxContestant('wordloom', work, request)], { rounds: quick ? 5 : 15, onProgress })
      const header = { name, description, unit: 'ms', target: { atMost } } as const
      return ownResult(header, outcome.summaries.get('wordloom')?.median, outcome)
    },
  }
}

/** What a file has besides weights. */
export const onnxSizeCase: BenchmarkCase = {
  name: 'onnx-size',
  async run({ onProgress }) {
    const contestant = {
      name: 'wordloom',
      async start() {
        const worker = startOnnxWorker('wordloom')
        return {
          async round() {
            const { file, weights } = await worker.call<{ file: number; weights: number }>('size', {
              sizes: referenceSizes,
            })
            return (file / weights - 1) * 100
          },
          stop: () => worker.stop(),
        }
      },
    }
    const outcome = await race([contestant], { rounds: 1, onProgress })
    const header = {
      name: 'onnx-size',
      description: 'bytes of the file beyond those of the weights, the network of reference',
      unit: '%',
      target: { atMost: 1 },
    } as const
    return ownResult(header, outcome.summaries.get('wordloom')?.median, outcome)
  },
}
