import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { wordloom } from '../contestants.js'
import { operationsOfStep } from '../floating-point-operations.js'
import { evenSizes, oddSizes } from '../sizes.js'
import { ownWork } from './own-work.js'

const name = 'odd-shapes'

/** What sizes cost that no vector width divides. */
export const oddShapesCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const work = { ...ownWork, steps: 60 }
    const contestants = [
      wordloom(work, { sizes: oddSizes }, { name: 'odd', threads: 1 }),
      wordloom(work, { sizes: evenSizes }, { name: 'even', threads: 1 }),
    ]
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    const odd = outcome.summaries.get('odd')?.median
    const even = outcome.summaries.get('even')?.median
    const header = {
      name,
      description:
        'time an operation of a training step on one thread: T=37 batch 17 H=33 D=50 ÷ T=36 batch 16 H=32 D=48',
      unit: 'times',
      target: { atMost: 1.5 },
    } as const
    if (odd === undefined || even === undefined) return ownResult(header, undefined, outcome)
    const figures = {
      'odd GFLOP/s': operationsOfStep(oddSizes) / odd / 1e6,
      'even GFLOP/s': operationsOfStep(evenSizes) / even / 1e6,
    }
    return ownResult(header, figures['even GFLOP/s'] / figures['odd GFLOP/s'], outcome, figures)
  },
}
