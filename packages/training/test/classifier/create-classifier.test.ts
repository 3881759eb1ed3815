import type { Classifier, EngineFactory } from '@wordloom/core'
import { beforeAll, expect, it } from 'vitest'
import { createClassifier } from '../../src/classifier/create-classifier.js'
import { createTrainer } from '../../src/trainer/create-trainer.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { failureOf, separableTask } from '../support/toy-data.js'

let model: Classifier<'ham' | 'spam'>
beforeAll(async () => {
  const { createEngine } = bagOfEmbeddings()
  model = await createTrainer({ name: 'bag', createEngine }).train({
    ...separableTask(),
    model: { ...separableTask().model, maxLength: 4 },
  })
})
const texts = [
  'free money',
  '',
  'notes',
  'lunch the meeting now',
  'unheard of',
  'win',
  'free money win now lunch lunch',
]

it('should answer alone as among others, whatever the batch size, in the order of the texts', async () => {
  const together = await model.predict(texts)
  for (const batchSize of [1, 2, 3, 100]) expect(await model.predict(texts, { batchSize })).toEqual(together)
  for (const [row, text] of texts.entries()) expect(await model.predict([text])).toEqual([together[row]])
  expect(together.map(({ label }) => label)).toEqual(expect.arrayContaining(['ham', 'spam']))
})

it('should cut texts off after the maximum length', async () => {
  const [whole, cut] = await model.predict(['free money win now lunch lunch', 'free money win now'])
  expect(whole).toEqual(cut)
})

it('should give probabilities that add up to 1 and the label of the larger one', async () => {
  for (const { label, probability, probabilities } of await model.predict(texts)) {
    expect(probabilities.ham + probabilities.spam).toBe(1)
    expect(probability).toBe(Math.max(probabilities.ham, probabilities.spam))
    expect(probability).toBe(probabilities[label])
  }
})

it('should give nothing for nothing', async () => {
  expect(await model.predict([])).toEqual([])
})

it('should send the engine batches that end with their longest row', async () => {
  const seen: { batchSize: number; time: number; lengths: number[] }[] = []
  const { createEngine } = bagOfEmbeddings()
  const watched: EngineFactory = async (config) => {
    const engine = await createEngine(config)
    return {
      ...engine,
      predictBatch(batch) {
        seen.push({ batchSize: batch.batchSize, time: batch.time, lengths: [...batch.lengths] })
        return engine.predictBatch(batch)
      },
    }
  }
  const classifier = await createClassifier(model, watched)
  await classifier.predict(texts, { batchSize: 3 })
  expect(seen).toEqual([
    { batchSize: 3, time: 1, lengths: [0, 1, 1] },
    { batchSize: 3, time: 4, lengths: [2, 2, 4] },
    { batchSize: 1, time: 4, lengths: [4] },
  ])
})

it('should start an engine that only predicts', async () => {
  const { createEngine, started } = bagOfEmbeddings()
  const classifier = await createClassifier(model, createEngine)
  expect(started[0]!.config.optimizer).toBeUndefined()
  classifier.dispose()
  classifier.dispose()
  expect(started[0]!.disposed).toBe(true)
  expect((await failureOf(() => classifier.predict([]))).code).toBe('DISPOSED')
  const batch = { batchSize: 1, time: 0, ids: new Int32Array(0), lengths: new Int32Array(1) }
  expect((await failureOf(() => classifier.predictBatch(batch))).code).toBe('DISPOSED')
})

it('should refuse bad arguments and stop when it is cancelled', async () => {
  const codeOf = async (work: () => unknown): Promise<string> => (await failureOf(work)).code
  expect(await codeOf(() => model.predict('free' as never))).toBe('INVALID_ARGUMENT')
  expect(await codeOf(() => model.predict([1] as never))).toBe('INVALID_ARGUMENT')
  expect(await codeOf(() => model.predict(['a'], { batchSize: 0 }))).toBe('INVALID_ARGUMENT')
  expect(await codeOf(() => model.predict(texts, { signal: AbortSignal.abort() }))).toBe('ABORTED')
})
