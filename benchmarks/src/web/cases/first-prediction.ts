import { ownResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { referenceSizes } from '../../train/sizes.js'
import { pageContestant } from '../page-contestant.js'

const name = 'first-prediction'
const before = { page: 'keep-model-page', parameters: [referenceSizes] }

/** What somebody waits for who comes back to a page. */
export const firstPredictionCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const contestants = [
      pageContestant({ name: 'wordloom', page: 'first-prediction-page', before }),
      pageContestant({ name: 'in parts', page: 'first-prediction-parts-page', before }),
    ]
    const outcome = await race(contestants, { rounds: quick ? 7 : 25, onProgress })
    const header = {
      name,
      description:
        "from the first statement of a page's script to the first prediction, by a model of the sizes of web-reference that IndexedDB keeps",
      unit: 'ms',
      target: { atMost: 100 },
      notes: [
        'Facts are in ms. `in parts` is another page, which does what loadPredictor does one part after the other.',
      ],
    } as const
    return ownResult(header, outcome.summaries.get('wordloom')?.median, outcome)
  },
}
