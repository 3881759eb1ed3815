import { WordloomError, type Progress } from '@wordloom/core'
import { expose } from 'comlink'
import { outcomeOf } from '../../tool-parts/outcome.js'
import type { ExplorableVectors } from '../vectors/explorable-vectors.js'
import { openVectors } from '../vectors/open-vectors.js'
import type { VectorsChoice } from '../vectors/vectors-choice.js'

let opened: ExplorableVectors | undefined

function vectors(): ExplorableVectors {
  if (opened !== undefined) return opened
  throw new WordloomError('DISPOSED', 'No vectors are open', { hint: 'Choose vectors first.' })
}

const work = {
  open: (choice: VectorsChoice, onProgress: (progress: Progress) => void) =>
    outcomeOf(async () => {
      const { facts, vectors: explorable } = await openVectors(choice, onProgress)
      opened = explorable
      return facts
    }),
  nearest: (word: string, count: number) => outcomeOf(async () => vectors().nearest(word, count)),
  analogy: (words: readonly [string, string, string], count: number) =>
    outcomeOf(async () => vectors().analogy(words, count)),
  firstWords: (count: number) => outcomeOf(async () => vectors().firstWords(count)),
  wordsAround: (word: string, count: number) => outcomeOf(async () => vectors().wordsAround(word, count)),
}

/** What the worker of vectors does; it keeps those that it opened. */
export type VectorsWork = typeof work

expose(work)
