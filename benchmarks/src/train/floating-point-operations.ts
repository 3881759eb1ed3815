import type { NetworkSizes } from './data/dataset.js'

/** What training costs over predicting: forward, and two products for each product on the way back. */
const trainingFactor = 3

/**
 * Floating-point operations of the matrix products of one training step with rows of full length: the usual count of
 * 2 m n k each, for every token, whether or not an engine finds a way to do fewer.
 */
export function operationsOfStep({ dimension, units, hiddenUnits, time, batchSize }: NetworkSizes): number {
  const gates = 3 * units
  const perToken = 2 * 2 * gates * (dimension + units)
  const perRow = 2 * 2 * units * hiddenUnits + 2 * hiddenUnits
  return trainingFactor * batchSize * (time * perToken + perRow)
}
