import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { wordloom } from '../contestants.js'
import { referenceSizes } from '../sizes.js'
import { ownWork } from './own-work.js'

const name = 'threads'

/** What the second thread brings. */
export const threadsCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const data = { sizes: referenceSizes }
    const contestants = [1, 2].map((threads) => wordloom(ownWork, data, { name: `${threads}-thread`, threads }))
    const outcome = await race(contestants, { rounds: quick ? 5 : 15, onProgress })
    const one = outcome.summaries.get('1-thread')?.median
    const two = outcome.summaries.get('2-thread')?.median
    const header = {
      name,
      description: 'a training step of reference: time on one thread ÷ time on two',
      unit: 'times',
      target: { atLeast: 1.8 },
    } as const
    return ownResult(header, one !== undefined && two !== undefined ? one / two : undefined, outcome, {
      ...(one !== undefined && { 'ms on 1 thread': one }),
      ...(two !== undefined && { 'ms on 2 threads': two }),
    })
  },
}
