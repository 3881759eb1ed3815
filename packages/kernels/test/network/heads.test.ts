import { describe, expect, it } from 'vitest'
import { batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { named, runReference } from '../reference/reference-network.js'
import { openNetwork } from '../reference/workbench.js'

const lengths = mixedLengths(21, 9, 6)
const rowWeights = Float32Array.from(lengths, (_, row) => (row === 4 ? 0 : 0.5 + row / 4))

describe('heads, row weights and label smoothing', () => {
  it.each([
    ['binary', 2, 0, true],
    ['binary', 2, 0.1, false],
    ['multi-class', 4, 0.1, true],
    ['multi-label', 2, 0, false],
    ['multi-label', 5, 0.2, true],
  ] as const)(
    'should give the loss and gradients of the reference: %s, %d labels, smoothing %d, weights %s',
    async (task, labels, labelSmoothing, weighted) => {
      const network = networkCase(22, { dimension: 5, units: 6, labels, task })
      const batch = { ...batchCase(23, network, lengths), ...(weighted && { weights: rowWeights }) }
      const expected = runReference(network.spec, toFloat64(network.weights), batch, { labelSmoothing })
      const opened = await openNetwork(network, { labelSmoothing })
      const probabilities = new Float32Array(expected.probabilities.length)

      const loss = opened.network.learn(batch, probabilities)

      expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6 * expected.loss)
      expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(2e-6)
      for (const [name, gradient] of expected.gradients) {
        expect(relativeDifference(named(opened.gradients(), name), gradient), name).toBeLessThan(1e-5)
      }
    },
  )

  it('should forget the weights of one batch in the next', async () => {
    const network = networkCase(24, { dimension: 5, units: 3 })
    const opened = await openNetwork(network)
    const batch = batchCase(25, network, lengths)
    const probabilities = new Float32Array(lengths.length)
    const first = opened.network.learn(batch, probabilities)
    const weighted = opened.network.learn({ ...batch, weights: rowWeights }, probabilities)

    expect(weighted).not.toBe(first)
    expect(opened.network.learn(batch, probabilities)).toBe(first)
  })
})
