import { readEngineTrace, trainerConformance } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { engineOf } from '../src/engine/engine-of.js'
import { nodeTrainer, type NodeBackend } from '../src/index.js'
import { loadTfjs } from '../src/tfjs/load-tfjs.js'
import { readKerasTraces } from '../../../reference/keras/keras-traces.js'

const request = {
  texts: ['win free money', 'lunch at noon', 'free money now', 'see you at noon'],
  labels: ['spam', 'ham', 'spam', 'ham'],
  validation: 0,
  epochs: 2,
  model: { embedding: { dimension: 4 }, encoder: { units: 3 }, hidden: { units: 3 } },
} as const

describe('nodeTrainer on a backend of TensorFlow.js', () => {
  for (const { name, run } of trainerConformance(() => nodeTrainer({ backend: 'wasm' }))) it(name, run)

  it.each([
    ['auto', 'kernels'],
    ['kernels', 'kernels'],
    ['wasm', 'tfjs-wasm'],
    ['cpu', 'tfjs-cpu'],
  ] as const)('should say which engine trains with %s', async (backend: NodeBackend | 'auto', expected) => {
    const run = nodeTrainer({ backend }).train(request)
    const engines: string[] = []
    for await (const event of run) if (event.type === 'start') engines.push(event.engine)
    const classifier = await run
    expect(engines).toEqual([expect.stringMatching(new RegExp(`^${expected}`))])
    expect((await classifier.predict(['free lunch']))[0]!.probability).toBeGreaterThan(0)
    classifier.dispose()
  })

  it('should train the same network on each, but for the last digits', async () => {
    const probabilities: number[] = []
    for (const backend of ['kernels', 'wasm', 'cpu'] as const) {
      const classifier = await nodeTrainer({ backend }).train(request)
      probabilities.push((await classifier.predict(['free lunch']))[0]!.probability)
      classifier.dispose()
    }
    for (const probability of probabilities) expect(probability).toBeCloseTo(probabilities[0]!, 5)
  })

  it('should keep several engines on their backends, also at the same time', async () => {
    const { config, steps } = readEngineTrace([...readKerasTraces().values()][0]!)
    const engines = await Promise.all(
      (['wasm', 'cpu'] as const).map((backend) => engineOf({ backend, threads: 1, deterministic: false })(config)),
    )
    expect(engines.map(({ name }) => name)).toEqual(['tfjs-wasm', 'tfjs-cpu'])
    const tf = loadTfjs('cpu')
    const before = tf.memory().numTensors
    const { batch } = steps[0]!
    const answers = await Promise.all(engines.map(async (engine) => [...(await engine.predictBatch(batch))]))
    expect(tf.getBackend()).toBe('cpu')
    await engines[0]!.predictBatch(batch)
    expect(tf.getBackend()).toBe('wasm')
    answers[0]!.forEach((answer, index) => expect(answer).toBeCloseTo(answers[1]![index]!, 5))
    expect(tf.memory().numTensors).toBe(before)
    for (const engine of engines) engine.dispose()
  })
})

it.each(['tensorflow', 'wasm', 'cpu'] as const)('should refuse deterministic training on %s', (backend) => {
  expect(() => nodeTrainer({ backend, deterministic: true })).toThrow(/same bytes/)
  expect(() => nodeTrainer({ backend, deterministic: true })).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
  )
})

it('should refuse a backend that does not exist', () => {
  expect(() => nodeTrainer({ backend: 'cuda' as 'cpu' })).toThrow(/no such backend.*auto, kernels/)
})
