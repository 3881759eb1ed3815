import { comparisonResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { notesOnFirstLosses } from '../../train/first-losses.js'
import { threadsOfAll } from '../../train/start-worker.js'
import { layersNote } from '../layers-note.js'
import { webBackends } from '../protocol.js'
import { targetOfFastest } from '../target-of-fastest.js'
import { kernelsInBrowser, kernelsInNode, tfjsInBrowser, type WebWork } from '../web-contestants.js'

const name = 'web-reference'

/** The step of `reference` in a browser. */
export const webReferenceCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const work: WebWork = { job: 'train', quick }
    const contestants = [
      kernelsInBrowser(work, 'wordloom', threadsOfAll),
      kernelsInBrowser(work, 'wordloom-one-thread', 1),
      kernelsInNode(work, 'wordloom-node'),
      ...webBackends.map((backend) => tfjsInBrowser(work, 'tfjs-engine', backend)),
      ...webBackends.map((backend) => tfjsInBrowser(work, 'tfjs-layers', backend)),
    ]
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    return comparisonResult(
      {
        name,
        description:
          'a training step in a Web Worker of Chromium, V=10,000 D=128 T=100 H=64 batch 32, rows of full length',
        unit: 'ms',
        targets: {
          // 1.2 times the time of Node.
          'wordloom-node': { atLeast: 0.83 },
          ...targetOfFastest(outcome, 'tfjs-layers', { atLeast: 10 }),
        },
        notes: [layersNote, ...notesOnFirstLosses(outcome)],
      },
      outcome,
    )
  },
}
