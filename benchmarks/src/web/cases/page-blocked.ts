import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { referenceSizes } from '../../train/sizes.js'
import { pageContestant } from '../page-contestant.js'

const name = 'page-blocked'
const texts = 2_000

/** Whether a page stays free while it trains. */
export const pageBlockedCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const parameters = [referenceSizes, texts]
    const contestant = pageContestant({ name: 'wordloom', page: 'page-blocked-page', parameters })
    const outcome = await race([contestant], { rounds: quick ? 3 : 9, onProgress })
    const header = {
      name,
      description: `the longest time in any round for which a page answers nothing while createWebTrainer trains an epoch of ${texts} texts, sending them and taking the model included`,
      unit: 'ms',
      target: { atMost: 50 },
      notes: ['Facts are medians of the rounds, in ms but for the last three.'],
    } as const
    return ownResult(header, outcome.summaries.get('wordloom')?.highest, outcome)
  },
}
