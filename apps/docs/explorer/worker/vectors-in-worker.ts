import type { Progress } from '@wordloom/core'
import { proxy } from 'comlink'
import { workInWorker } from '../../tool-parts/work-in-worker.js'
import type { Answer, Unknown } from '../vectors/answer.js'
import type { VectorsChoice, VectorsFacts } from '../vectors/vectors-choice.js'
import type { WordRows } from '../vectors/word-rows.js'
import type { VectorsWork } from './vectors-worker.js'

/** `ExplorableVectors` in a worker of their own. */
export interface VectorsInWorker {
  readonly facts: VectorsFacts
  nearest(word: string, count: number): Promise<Answer>
  analogy(words: readonly [string, string, string], count: number): Promise<Answer>
  firstWords(count: number): Promise<WordRows>
  wordsAround(word: string, count: number): Promise<WordRows | Unknown>
  /** Ends the worker, which gives back the memory of the vectors. */
  close(): void
}

/** Opens vectors off the page's thread. Throws as `openVectors`, and WordloomError `ABORTED`, `WORKER_FAILED`. */
export async function openVectorsInWorker(
  choice: VectorsChoice,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<VectorsInWorker> {
  const worker = new Worker(new URL('./vectors-worker.ts', import.meta.url), { type: 'module', name: 'vectors' })
  const working = workInWorker<VectorsWork>(worker, 'holds the vectors')
  try {
    const facts = await working.ask((work) => work.open(choice, proxy(onProgress)), signal)
    return {
      facts,
      nearest: (word, count) => working.ask((work) => work.nearest(word, count)),
      analogy: (words, count) => working.ask((work) => work.analogy(words, count)),
      firstWords: (count) => working.ask((work) => work.firstWords(count)),
      wordsAround: (word, count) => working.ask((work) => work.wordsAround(word, count)),
      close: () => working.end(),
    }
  } catch (error) {
    working.end()
    throw error
  }
}
