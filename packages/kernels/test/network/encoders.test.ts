import type { EncoderSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { batchCase, mixedLengths, networkCase, relativeDifference, toFloat64 } from '../reference/cases.js'
import { hashedDropout } from '../reference/reference-dropout.js'
import { named, runReference } from '../reference/reference-network.js'
import { openNetwork } from '../reference/workbench.js'

const encoders = [1, 2, 3].flatMap((layers) =>
  (['last', 'max', 'mean'] as const).flatMap((pooling) =>
    [true, false].flatMap((resetAfter) => [0, 0.4].map((dropout) => ({ layers, pooling, resetAfter, dropout }))),
  ),
) satisfies Partial<EncoderSpec>[]

const seed = 2 ** 33 + 12345

describe('encoders on kernels', () => {
  it.each(encoders)(
    'should have the loss and gradients of the reference: $layers, $pooling, resetAfter $resetAfter, dropout $dropout',
    async (encoder) => {
      const network = networkCase(71, { dimension: 5, units: 6, scale: 0.6, encoder })
      const batch = batchCase(72, network, mixedLengths(73, 9, 7))
      // A new network is at its first step.
      const dropout = hashedDropout(encoder.dropout, seed, 0)
      const expected = runReference(network.spec, toFloat64(network.weights), batch, { dropout })
      const opened = await openNetwork(network, { seed })
      const probabilities = new Float32Array(expected.probabilities.length)

      const loss = opened.network.learn(batch, probabilities)

      expect(Math.abs(loss - expected.loss)).toBeLessThan(2e-6 * expected.loss)
      expect(relativeDifference(probabilities, expected.probabilities)).toBeLessThan(2e-6)
      for (const [name, gradient] of expected.gradients) {
        expect(relativeDifference(named(opened.gradients(), name), gradient), name).toBeLessThan(2e-5)
      }
    },
  )
})
