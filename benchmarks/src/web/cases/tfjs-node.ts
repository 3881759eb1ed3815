import { comparisonResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { notesOnFirstLosses } from '../../train/first-losses.js'
import { perStep, type Work } from '../../train/contestants.js'
import { layersNote } from '../layers-note.js'
import { onTfjsNode } from '../node/tfjs-node-contestants.js'
import { kernelsInNode } from '../web-contestants.js'

const name = 'tfjs-node'

/** The step of `reference` on the TensorFlow of tfjs-node. */
export const tfjsNodeCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const work: Work = { job: 'train', steps: 2, warmUpSteps: 3, toFigure: perStep, budgetMilliseconds: 30_000 }
    const contestants = [
      onTfjsNode('wordloom', { ...work, steps: 5 }, 'tfjs-engine'),
      kernelsInNode({ job: 'train', quick }, 'wordloom-kernels'),
      onTfjsNode('tfjs-layers', work, 'tfjs-layers'),
    ]
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    const header = {
      name,
      description: 'a training step of web-reference in Node on tfjs-node',
      unit: 'ms',
      targets: { 'tfjs-layers': { atLeast: 4 } },
      notes: [
        "wordloom is the engine of nodeTrainer({ backend: 'tensorflow' }) here, wordloom-kernels its default.",
        layersNote,
        ...notesOnFirstLosses(outcome),
      ],
    } as const
    return comparisonResult(header, outcome)
  },
}
