import type { Engine, EngineFactory } from '@wordloom/core'
import { expect, it } from 'vitest'
import { TrainingDivergedError } from '../../src/loop/training-diverged-error.js'
import { createPause } from '../../src/loop/pause.js'
import { createTrainer } from '../../src/trainer/create-trainer.js'
import { prepareTraining } from '../../src/trainer/prepare-training.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { failureOf, separableTask } from '../support/toy-data.js'

/** An engine whose embedding table is lost before step `poisoned`. */
function poisonedAt(poisoned: number): { createEngine: EngineFactory; started: { readonly disposed: boolean }[] } {
  const { createEngine, started } = bagOfEmbeddings()
  let step = 0
  return {
    started,
    async createEngine(config): Promise<Engine> {
      const engine = await createEngine(config)
      return {
        ...engine,
        trainBatch(batch) {
          step += 1
          if (step === poisoned) {
            const table = engine.readState().get('embedding/embeddings')!
            engine.writeState(new Map([['embedding/embeddings', { ...table, data: table.data.fill(NaN) }]]))
          }
          return engine.trainBatch(batch)
        },
      }
    },
  }
}

it('should name epoch and step, and keep the weights of the epochs before', async () => {
  const { createEngine, started } = poisonedAt(7 + 3)
  const trainer = createTrainer({ name: 'poisoned', createEngine })
  const error = await failureOf(() => trainer.train(separableTask()))
  if (!(error instanceof TrainingDivergedError)) throw error
  expect(error.code).toBe('TRAINING_DIVERGED')
  expect(error.details).toMatchObject({ name: 'loss of epoch 2, step 3', received: 'NaN' })
  expect(error.message).toContain('learningRate')
  expect(error.model?.bestEpoch).toBe(1)
  expect(started.map(({ disposed }) => disposed)).toEqual([true])
  const rescued = await trainer.createClassifier(error.model!)
  expect((await rescued.predict(['free money']))[0]?.probability).toBeGreaterThan(0.5)
})

it.each([1, 5])('should keep the weights it started from when step %i of the first epoch diverges', async (step) => {
  const trainer = createTrainer({ name: 'poisoned', ...poisonedAt(step) })
  const error = await failureOf(() => trainer.train(separableTask()))
  if (!(error instanceof TrainingDivergedError)) throw error
  expect(error.details).toMatchObject({ name: `loss of epoch 1, step ${step}` })
  expect(error.message).toContain('the weights it started from')
  expect(error.model).toMatchObject({ bestEpoch: 0, history: [] })
  const { weights } = await prepareTraining(separableTask(), createPause())
  expect(error.model!.weights).toEqual(weights)
  const rescued = await trainer.createClassifier(error.model!)
  expect((await rescued.predict(['free money']))[0]!.probability).toBeGreaterThan(0)
})

it('should have no model when the loop was called by itself', () => {
  const error = new TrainingDivergedError({ epoch: 1, step: 2, quantity: 'loss', value: NaN })
  expect(error.model).toBeUndefined()
  expect(error.message).not.toContain('error.model')
})

it('should not take weights for the best when they are not finite', async () => {
  const { createEngine } = bagOfEmbeddings()
  const trainer = createTrainer({
    name: 'overflowing',
    createEngine: async (config): Promise<Engine> => {
      const engine = await createEngine(config)
      const broken = { shape: [2, 6], data: new Float32Array(12).fill(Infinity) }
      return { ...engine, readState: () => new Map(engine.readState()).set('encoder/0/backward/bias', broken) }
    },
  })
  const error = await failureOf(() => trainer.train({ ...separableTask(), validation: 0 }))
  expect(error.code).toBe('TRAINING_DIVERGED')
  expect(error.details.name).toBe('encoder/0/backward/bias of epoch 1')
})
