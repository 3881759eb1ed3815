import type { NetworkSizes } from './data/dataset.js'

const common = { units: 64, hiddenUnits: 64, batchSize: 32 }

/** The reference network. */
export const referenceSizes: NetworkSizes = { ...common, vocabularySize: 10_000, dimension: 128, time: 100 }

/** A vocabulary as large as that of GloVe 6B, or any other. */
export function sizesOfVocabulary(vocabularySize: number): NetworkSizes {
  return { ...common, vocabularySize, dimension: 100, time: 50 }
}

/** Sizes that no vector width divides, and their nearest neighbours that one does. */
export const oddSizes: NetworkSizes = {
  vocabularySize: 10_000,
  dimension: 50,
  units: 33,
  hiddenUnits: 64,
  time: 37,
  batchSize: 17,
}
export const evenSizes: NetworkSizes = { ...oddSizes, dimension: 48, units: 32, time: 36, batchSize: 16 }
