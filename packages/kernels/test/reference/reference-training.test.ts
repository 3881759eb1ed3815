import { readEngineTrace } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { readKerasTraces } from '../../../../reference/keras/keras-traces.js'
import { named } from './reference-network.js'
import { createReferenceEngine } from './reference-training.js'

const traces = [...readKerasTraces()].map(([name, file]) => ({ name, trace: readEngineTrace(file) }))

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length)
  let largest = 0
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!)
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference
  }
  return largest
}

describe('the reference in float64 and Keras', () => {
  it.each(traces)('should take the same steps: $name', ({ trace: { config, steps, final } }) => {
    const engine = createReferenceEngine(config)
    for (const [step, { batch, options, loss: expected, probabilities }] of steps.entries()) {
      const result = engine.train(batch, options)
      expect(Math.abs(result.loss - expected), `step ${step}`).toBeLessThan(2e-6 * expected)
      expect(largestDifference(result.probabilities, probabilities!), `step ${step}`).toBeLessThan(2e-6)
    }
    for (const [name, { data }] of final) {
      expect(largestDifference(named(engine.weights, name), data), name).toBeLessThan(1e-5)
    }
  })

  const clipped = traces.filter(({ trace }) => trace.config.optimizer.globalClipNorm !== undefined)
  it.each(clipped)('should be clipped in at least half of the steps of $name', ({ trace: { config, steps } }) => {
    const { trainable } = config.spec.embedding
    const engine = createReferenceEngine(config)
    const norms = steps.map(({ batch, options }) => {
      const { gradients } = engine.train(batch, options)
      const counted = [...gradients].filter(([name]) => trainable !== false || name !== 'embedding/embeddings')
      return Math.hypot(...counted.flatMap(([, values]) => [...values]))
    })
    const biting = norms.filter((norm) => norm > config.optimizer.globalClipNorm!)
    expect(biting.length).toBeGreaterThanOrEqual(steps.length / 2)
  })
})
