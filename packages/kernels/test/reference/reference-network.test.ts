import type { TaskSpec } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import type { NetworkSizes } from './cases.js'
import { batchCase, finiteDifferences, networkCase, relativeDifference, toFloat64 } from './cases.js'
import { hashedDropout } from './reference-dropout.js'
import type { ReferenceResult } from './reference-network.js'
import { named, runReference } from './reference-network.js'

interface HeadCase {
  readonly labels: number
  readonly lengths: readonly number[]
  readonly task?: TaskSpec['type']
  readonly smoothing?: number
  readonly rowWeights?: readonly number[]
  readonly encoder?: NetworkSizes['encoder']
}

describe('the reference network', () => {
  it.each([
    ['binary', { labels: 2, lengths: [4, 0, 2, 5, 1] }],
    ['three classes', { labels: 3, lengths: [3, 5, 0, 2] }],
    ['empty texts only', { labels: 2, lengths: [0, 0] }],
    ['three labels', { labels: 3, lengths: [3, 5, 0, 2], task: 'multi-label' }],
    ['the largest states', { labels: 2, lengths: [3, 1, 4, 0], encoder: { pooling: 'max' } }],
    ['the mean states', { labels: 2, lengths: [3, 1, 4, 0], encoder: { pooling: 'mean' } }],
    ['three layers', { labels: 2, lengths: [3, 1, 4, 0], encoder: { layers: 3 } }],
    ['two layers, the mean states', { labels: 2, lengths: [3, 2], encoder: { layers: 2, pooling: 'mean' } }],
    ['the reset gate before', { labels: 2, lengths: [3, 1, 4, 0], encoder: { resetAfter: false } }],
    [
      'two layers, the reset gate before, the largest states',
      { labels: 2, lengths: [3, 2], encoder: { layers: 2, resetAfter: false, pooling: 'max' } },
    ],
    ['dropout', { labels: 2, lengths: [3, 1, 4, 0], encoder: { dropout: 0.4 } }],
    [
      'three layers, the mean states, dropout',
      { labels: 2, lengths: [3, 1, 4, 0], encoder: { layers: 3, pooling: 'mean', dropout: 0.3 } },
    ],
    [
      'two layers, dropout, the reset gate before',
      { labels: 2, lengths: [3, 2], encoder: { layers: 2, resetAfter: false, dropout: 0.3 } },
    ],
    ['smoothed', { labels: 2, lengths: [3, 1], smoothing: 0.2 }],
    ['three labels, smoothed', { labels: 3, lengths: [3, 1], task: 'multi-label', smoothing: 0.2 }],
    ['three labels, weighted', { labels: 3, lengths: [3, 1, 0], task: 'multi-label', rowWeights: [2, 0, 0.5] }],
    [
      'three classes, smoothed and weighted',
      { labels: 3, lengths: [3, 5, 2], smoothing: 0.2, rowWeights: [2, 0, 0.5] },
    ],
  ] as [string, HeadCase][])('should have the gradients that finite differences give: %s', (_, head) => {
    const { labels, lengths, task, smoothing, rowWeights, encoder } = head
    const network = networkCase(3, {
      ...{ dimension: 3, units: 2, hidden: 4, labels, vocabularySize: 6 },
      ...(task && { task }),
      ...(encoder && { encoder }),
    })
    const weights = toFloat64(network.weights)
    // Two columns of padding behind the longest row.
    const batch = {
      ...batchCase(4, network, lengths, Math.max(...lengths) + 2),
      ...(rowWeights && { weights: Float32Array.from(rowWeights) }),
    }

    const dropout = hashedDropout(network.spec.encoder.dropout, 7, 2)
    const run = (): ReferenceResult =>
      runReference(network.spec, weights, batch, { labelSmoothing: smoothing ?? 0, dropout })
    const { gradients, loss } = run()
    const measured = finiteDifferences(weights, 1e-5, () => run().loss)

    expect(loss).toBeGreaterThan(0)
    expect([...gradients.keys()]).toEqual([...measured.keys()])
    for (const [name, gradient] of gradients) {
      for (const [i, value] of gradient.entries()) {
        expect(Math.abs(value - named(measured, name)[i]!), `${name}[${i}]`).toBeLessThan(1e-8)
      }
    }
    const everyGradient = [...gradients.values()].flatMap((gradient) => [...gradient])
    expect(Math.max(...everyGradient.map(Math.abs))).toBeGreaterThan(0.01)
  })

  it('should give the padding row no gradient, not even where id 0 stands between tokens', () => {
    const network = networkCase(5, { dimension: 3, units: 2, vocabularySize: 6 })
    const batch = { ...batchCase(6, network, [4]), ids: Int32Array.of(2, 0, 3, 5) }
    const without = { ...batchCase(6, network, [3]), ids: Int32Array.of(2, 3, 5) }
    const weights = toFloat64(network.weights)

    const { gradients, probabilities } = runReference(network.spec, weights, batch)

    expect([...named(gradients, 'embedding/embeddings').subarray(0, 3)]).toEqual([0, 0, 0])
    expect(relativeDifference(probabilities, runReference(network.spec, weights, without).probabilities)).toBe(0)
  })
})
