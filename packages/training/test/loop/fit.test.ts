import {
  createEmbedding,
  createRandom,
  createVocabulary,
  randomEmbedding,
  type Classifier,
  type TrainingEvent,
  type TextsTrainRequest,
} from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import { shuffle } from '../../src/data/shuffle.js'
import { rowLengths } from '../../src/data/token-rows.js'
import { createPause } from '../../src/loop/pause.js'
import { scoreRows } from '../../src/metrics/score-rows.js'
import { createTrainer } from '../../src/trainer/create-trainer.js'
import { prepareTraining } from '../../src/trainer/prepare-training.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { recording, type RecordedStep } from '../support/recording-engine.js'
import { separableTask } from '../support/toy-data.js'
import { onlyPart } from '../support/only-part.js'

type Request = TextsTrainRequest<'ham' | 'spam'>

async function train(change: Partial<Request> = {}): Promise<{
  readonly classifier: Classifier<'ham' | 'spam'>
  readonly steps: readonly RecordedStep[]
  readonly configs: ReturnType<typeof recording>['configs']
  readonly events: readonly TrainingEvent[]
}> {
  const { createEngine, steps, configs } = recording(bagOfEmbeddings().createEngine)
  const events: TrainingEvent[] = []
  const classifier = await createTrainer({ name: 'recorded', createEngine }).train({
    ...separableTask(),
    epochs: 2,
    ...change,
    onEvent: (event) => void events.push(event),
  })
  return { classifier, steps, configs, events }
}

/** Rows of ids, without their padding, in the order of the steps. */
const rowsOf = (steps: readonly RecordedStep[]): string[] =>
  steps.flatMap(({ batch: { ids, lengths, time } }) =>
    Array.from(lengths, (length, row) => ids.slice(row * time, row * time + length).join(' ')),
  )

describe('the order of rows', () => {
  const lengthsOf = createRandom(4)
  const texts = Array.from({ length: 400 }, (_, row) =>
    Array.from({ length: 1 + lengthsOf.nextInteger(40) }, () => (row % 2 === 0 ? 'lunch' : 'free')).join(' '),
  )
  const labels = texts.map((text) => (text.startsWith('lunch') ? ('ham' as const) : ('spam' as const)))
  const paddingOf = (steps: readonly RecordedStep[]): number => {
    const positions = steps.reduce((sum, { batch }) => sum + batch.ids.length, 0)
    return 1 - steps.reduce((sum, { batch }) => sum + batch.ids.filter((id) => id > 0).length, 0) / positions
  }

  it('should be by length unless it is told not to, with every row once an epoch', async () => {
    const request = { texts, labels, validation: 0, epochs: 2 }
    const bucketed = (await train(request)).steps
    const plain = (await train({ ...request, bucketing: false })).steps
    expect(paddingOf(bucketed)).toBeLessThan(paddingOf(plain) / 2)
    const perEpoch = bucketed.length / 2
    const epochs = [bucketed.slice(0, perEpoch), bucketed.slice(perEpoch), plain.slice(0, perEpoch)].map(rowsOf)
    expect(epochs[0]).not.toEqual(epochs[1])
    for (const rows of epochs) expect(rows.sort()).toEqual(epochs[0]!.sort())
  })

  it('should be a plain shuffle of the seed and the epoch without bucketing', async () => {
    const request = { ...separableTask(), validation: 0, bucketing: false, seed: 8 }
    const { steps } = await train({ ...request, epochs: 2 })
    const { data } = await prepareTraining(request, createPause())
    const { rows } = await onlyPart(data.training)
    const { ids, offsets } = rows
    const expected = [1, 2].flatMap((epoch) => {
      const order = Int32Array.from(rowLengths(rows), (_, row) => row)
      shuffle(order, createRandom(8).fork(`shuffle/${epoch}`))
      return Array.from(order, (row) => ids.slice(offsets[row], offsets[row + 1]).join(' '))
    })
    expect(rowsOf(steps)).toEqual(expected)
  })
})

describe('the learning rate', () => {
  it('should be handed over with each step, told in its event, and kept for each epoch', async () => {
    const learningRateSchedule = { type: 'cosine', warmupSteps: 3, minimum: 0.01 } as const
    const { steps, events, classifier } = await train({ learningRateSchedule, optimizer: { learningRate: 0.3 } })
    const rates = steps.map(({ options }) => options!.learningRate!)
    expect(rates.length).toBe(14)
    expect(rates.slice(0, 4)).toEqual([0, 0.1, 0.2, 0.3].map((rate) => expect.closeTo(rate, 12)))
    for (const [step, rate] of rates.slice(3).entries()) {
      expect(rate).toBeCloseTo(0.01 + (0.29 * (1 + Math.cos((Math.PI * step) / 11))) / 2, 12)
    }
    const told = events.flatMap((event) => (event.type === 'step' ? [event.learningRate] : []))
    expect(told).toEqual(rates)
    expect(classifier.history.map(({ learningRate }) => learningRate)).toEqual([rates[6], rates[13]])
  })

  it('should go down on a plateau of the validation loss', async () => {
    // A fifth of the validation labels is wrong: the loss rises again when the network becomes too sure of itself.
    const validation = separableTask(100, 0.2, 2)
    const learningRateSchedule = { type: 'reduce-on-plateau', factor: 0.5, minimumChange: 0 } as const
    const { classifier } = await train({
      validation,
      learningRateSchedule,
      optimizer: { learningRate: 0.1 },
      epochs: 30,
      patience: Infinity,
    })
    const { history } = classifier
    let best = Infinity
    let expected = 0.1
    for (const { learningRate, validationLoss } of history) {
      expect(learningRate).toBe(expected)
      if (validationLoss! >= best) expected *= 0.5
      best = Math.min(best, validationLoss!)
    }
    expect(expected).toBeLessThan(0.1)
  })

  it('should be that of the optimizer at every step by default', async () => {
    const { steps } = await train({ optimizer: { type: 'sgd', momentum: 0.5 } })
    expect(new Set(steps.map(({ options }) => options!.learningRate))).toEqual(new Set([0.01]))
  })
})

it('should tell the engine all that it needs to know', async () => {
  const optimizer = { type: 'adamw', weightDecay: 0.1, globalClipNorm: 1, embeddingUpdates: 'dense' } as const
  const { configs } = await train({ optimizer, labelSmoothing: 0.1, seed: 5 })
  expect(configs[0]).toMatchObject({
    optimizer: { ...optimizer, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    labelSmoothing: 0.1,
    seed: 5,
  })
  expect(configs[0]!.frozenRows).toBeUndefined()
  // The engine that only predicts.
  expect(configs[1]!.optimizer).toBeUndefined()
})

describe('weights', () => {
  it('should stand beside their rows in every batch', async () => {
    const { texts, labels } = separableTask(40)
    const weights = texts.map((_, row) => 1 + row / 7)
    const { steps } = await train({ texts, labels, weights, validation: 0 })
    const { data } = await prepareTraining({ ...separableTask(40), validation: 0 }, createPause())
    const { ids, offsets } = (await onlyPart(data.training)).rows
    const keyOf = (row: number): string => ids.slice(offsets[row], offsets[row + 1]).join(' ')
    const pairs = (values: ArrayLike<number>, keys: readonly string[]): string[] =>
      keys.map((key, row) => `${key}: ${values[row]}`).sort()
    const given = pairs(
      Float32Array.from(weights),
      weights.map((_, row) => keyOf(row)),
    )
    const firstEpoch = steps.slice(0, steps.length / 2)
    const taken = firstEpoch.flatMap(({ batch }) => [...batch.weights!])
    expect(pairs(taken, rowsOf(firstEpoch))).toEqual(given)
  })

  it('should be left out when nothing has one', async () => {
    const { steps } = await train()
    expect(steps.every(({ batch }) => batch.weights === undefined)).toBe(true)
  })

  it('should count in the loss, not in accuracy, and those of classes not in validation', async () => {
    const { classifier, steps } = await train({ classWeights: { spam: 5 }, validation: separableTask(20, 0.3, 3) })
    const plain = await train({ validation: separableTask(20, 0.3, 3), epochs: 1 })
    const half = steps.slice(0, steps.length / 2)
    const rows = half.reduce((sum, { batch }) => sum + batch.batchSize, 0)
    const ours = half.map(({ batch, probabilities }) =>
      scoreRows(probabilities, batch.targets, { task: 'binary', outputs: 1 }, batch.weights),
    )
    const total = (key: 'loss' | 'correct'): number => ours.reduce((sum, score) => sum + score[key], 0)
    expect(classifier.history[0]!.loss).toBeCloseTo(total('loss') / rows, 5)
    expect(classifier.history[0]!.accuracy).toBeCloseTo(total('correct') / rows, 12)
    expect(classifier.history[0]!.loss).toBeGreaterThan(1.5 * plain.classifier.history[0]!.loss)
    const predictions = await classifier.predict(separableTask(20, 0.3, 3).texts)
    const truth = separableTask(20, 0.3, 3).labels
    const losses = predictions.map(({ probabilities }, row) => -Math.log(probabilities[truth[row] as 'ham' | 'spam']))
    const { validationLoss } = classifier.history[classifier.bestEpoch - 1]!
    expect(validationLoss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 20, 5)
  })

  it('should let a row of weight 0 teach nothing', async () => {
    const { texts, labels } = separableTask(80)
    // Half of the rows is labelled wrong, and does not count.
    const wrong = labels.map((label, row) => (row < 40 ? label : label === 'ham' ? 'spam' : 'ham'))
    const weights = labels.map((_, row) => (row < 40 ? 1 : 0))
    const request = { texts, labels: wrong as Request['labels'], validation: 0, epochs: 20 }
    const accuracyOf = async (change: Partial<Request>): Promise<number> => {
      const { classifier } = await train({ ...request, ...change })
      const predictions = await classifier.predict(texts)
      return predictions.filter(({ label }, row) => label === labels[row]).length / texts.length
    }
    expect(await accuracyOf({ weights })).toBe(1)
    expect(await accuracyOf({})).toBeLessThan(0.9)
  })

  it('should go with their rows into the validation share', async () => {
    const { texts, labels } = separableTask(40)
    const weights = texts.map((_, row) => row)
    const request = { ...separableTask(40), texts, labels, weights, validation: 0.25 }
    const { data } = await prepareTraining(request, createPause())
    const [training, validation] = [await onlyPart(data.training), await onlyPart(data.validation)]
    const all = [...training.weights!, ...validation.weights!]
    expect(all.sort((a, b) => a - b)).toEqual(weights)
    expect(validation.weights!.length).toBe(10)
  })
})

it('should smooth the labels of training and validation alike', async () => {
  const { classifier } = await train({ labelSmoothing: 0.2, epochs: 60, patience: Infinity })
  const { loss, validationLoss } = classifier.history.at(-1)!
  // The least loss possible: the entropy of 0.9 and 0.1.
  const entropy = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1))
  expect(loss).toBeGreaterThan(entropy)
  expect(loss).toBeLessThan(entropy + 0.1)
  expect(validationLoss).toBeGreaterThan(entropy)
  expect(validationLoss).toBeLessThan(entropy + 0.1)
})

describe('an embedding that trains new words only', () => {
  const vectors = randomEmbedding(createVocabulary(['free', 'money', 'unused']), 4, createRandom(9))
  const model = { ...separableTask().model, embedding: { dimension: 4, trainable: 'new-words' } } as const

  it('should leave the rows of the vectors as they are, and move the others', async () => {
    const { classifier, configs } = await train({ embedding: vectors, model })
    const { vocabulary, weights } = classifier
    const initial = createEmbedding(vocabulary, configs[0]!.weights.get('embedding/embeddings')!.data, 4)
    const final = createEmbedding(vocabulary, weights.get('embedding/embeddings')!.data, 4)
    const known = ['free', 'money']
    for (const token of [...vocabulary.tokens()].slice(2)) {
      const isKnown = known.includes(token)
      expect(configs[0]!.frozenRows![vocabulary.id(token)]).toBe(Number(isKnown))
      if (isKnown) expect(final.vector(token)).toEqual(vectors.vector(token))
      else expect(final.vector(token)).not.toEqual(initial.vector(token))
    }
    expect([...configs[0]!.frozenRows!.subarray(0, 2)]).toEqual([0, 0])
  })

  it('should train every row without vectors, and freeze none unless it is told to', async () => {
    expect((await train({ model })).configs[0]!.frozenRows).toBeUndefined()
    const request = { embedding: vectors, model: { hidden: { units: 4 }, encoder: { units: 2 } } }
    expect((await train(request)).configs[0]!.frozenRows).toBeUndefined()
  })
})
