import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { wordloom } from '../contestants.js'
import { sizesOfVocabulary } from '../sizes.js'
import { ownWork } from './own-work.js'

const name = 'vocabulary'
const vocabularies = [10_000, 400_000, 2_000_000]

/** Whether a step costs the same whatever the size of the table. */
export const vocabularyCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const contestants = vocabularies.map((size) => {
      return wordloom(ownWork, { sizes: sizesOfVocabulary(size) }, { name: `V=${size}`, threads: 1 })
    })
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    const medians = Array.from(outcome.summaries, ([key, { median }]) => [`${key} ms`, median] as const)
    const costs = medians.map(([, median]) => median)
    const complete = costs.length === vocabularies.length
    const header = {
      name,
      description:
        'a training step, D=100 T=50 H=64 batch 32, one thread: the dearest of V = 10 thousand, 400 thousand, 2 million over the cheapest',
      unit: '%',
      target: { atMost: 15 },
    } as const
    const spread = complete ? (Math.max(...costs) / Math.min(...costs) - 1) * 100 : undefined
    return ownResult(header, spread, outcome, Object.fromEntries(medians))
  },
}
