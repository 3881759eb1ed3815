import { expose } from 'comlink'
import { outcomeOf } from '../../tool-parts/outcome.js'
import { layOut, type LayOutProgress } from '../map/lay-out.js'
import type { WordRows } from '../vectors/word-rows.js'

/** The page is told of a round at most so often: it draws each. */
const millisecondsBetween = 100

const work = {
  layOut: (rows: WordRows, onProgress: (progress: LayOutProgress) => void) =>
    outcomeOf(() => {
      let told = 0
      return layOut(rows, (progress) => {
        const now = performance.now()
        if (now - told < millisecondsBetween) return
        told = now
        onProgress(progress)
      })
    }),
}

/** What the worker of maps does. */
export type MapWork = typeof work

expose(work)
