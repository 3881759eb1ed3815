import type { Suite } from '../runner/suite.js'
import { largeCase } from './cases/large-case.js'
import { cacheCase, filteredCase, gzipCase, textCase, zipCase } from './cases/loading-cases.js'
import { analogiesCase, nearestCases } from './cases/search-cases.js'

/** Getting vectors into memory and asking them. */
export const vectorsSuite: Suite = {
  name: 'vectors',
  description: 'loading and questioning vectors: Wordloom, gensim, polars, pandas, numpy, faiss, a program in Rust',
  cases: [textCase, filteredCase, cacheCase, gzipCase, zipCase, largeCase, ...nearestCases, analogiesCase],
}
