import { comparisonResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { threadsOfAll } from '../../train/start-worker.js'
import { layersNote } from '../layers-note.js'
import { kernelsInBrowser, kernelsInNode, tfjsInBrowser, type WebWork } from '../web-contestants.js'

const name = 'web-prediction'

/** Backends whose predictions take less than seconds where graphics are software. */
const backends = ['wasm', 'webgl'] as const

/** The forward pass alone, in a browser. */
export const webPredictionCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const work: WebWork = { job: 'predict', quick }
    const contestants = [
      kernelsInBrowser(work, 'wordloom', threadsOfAll),
      kernelsInBrowser(work, 'wordloom-one-thread', 1),
      kernelsInNode(work, 'wordloom-node'),
      ...backends.map((backend) => tfjsInBrowser(work, 'tfjs-engine', backend)),
      ...backends.map((backend) => tfjsInBrowser(work, 'tfjs-layers', backend)),
    ]
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    const header = {
      name,
      description: 'prediction of a batch of 32 in a Web Worker of Chromium, the network and rows of web-reference',
      unit: 'ms',
      notes: [layersNote],
    } as const
    return comparisonResult(header, outcome)
  },
}
