import type { NetworkSizes } from '../../src/train/data/dataset.js'

/** A network that trains in no time. */
export const smallSizes: NetworkSizes = {
  vocabularySize: 50,
  dimension: 5,
  units: 3,
  hiddenUnits: 4,
  time: 6,
  batchSize: 4,
}
