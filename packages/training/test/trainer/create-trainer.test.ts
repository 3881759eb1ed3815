import {
  createRandom,
  createVocabulary,
  randomEmbedding,
  TrainingAbortedError,
  type Classifier,
  type EmbeddingSource,
  type Engine,
  type Trainer,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import { expect, expectTypeOf, it } from 'vitest'
import { createTrainer } from '../../src/trainer/create-trainer.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { failureOf, separableTask } from '../support/toy-data.js'

function bagTrainer(options?: { delayed: boolean }): {
  trainer: Trainer
  started: ReturnType<typeof bagOfEmbeddings>['started']
} {
  const { createEngine, started } = bagOfEmbeddings(options)
  return { trainer: createTrainer({ name: 'bag', createEngine }), started }
}
const bytesOf = ({ weights }: Classifier): string => [...weights].map(([name, { data }]) => `${name}${data}`).join()

it('should learn a separable task and keep the label names as types', async () => {
  const { trainer } = bagTrainer()
  const request = separableTask()
  const classifier = await trainer.train(request)
  expectTypeOf(classifier).toEqualTypeOf<Classifier<'ham' | 'spam'>>()
  const predictions = await classifier.predict(request.texts)
  expect(predictions.map(({ label }) => label)).toEqual(request.labels)
  expect(classifier.spec.task).toEqual({ type: 'binary', labels: ['ham', 'spam'] })
  expect(classifier.embeddingSource).toBe('random')
  const last = classifier.history.at(-1)!
  expect(last.loss).toBeLessThan(0.2)
  expect(last.accuracy).toBe(1)
  classifier.dispose()
})

it('should learn the same with an engine that answers later', async () => {
  const request = { ...separableTask(), epochs: 3 }
  const now = await bagTrainer().trainer.train(request)
  const later = await bagTrainer({ delayed: true }).trainer.train(request)
  expect(bytesOf(later)).toBe(bytesOf(now))
})

it('should learn three labels in the order asked for', async () => {
  const texts = Array.from({ length: 30 }, (_, row) => ['red rose', 'green leaf', 'blue sky'][row % 3]!)
  const labels = texts.map((text) => text.split(' ')[0] as 'red' | 'green' | 'blue')
  const labelOrder = ['green', 'blue', 'red'] as const
  const classifier = await bagTrainer().trainer.train({ ...separableTask(), texts, labels, labelOrder })
  expect(classifier.spec.task).toEqual({ type: 'multi-class', labels: labelOrder })
  const [{ label, probability, probabilities } = { label: '', probability: 0, probabilities: {} }] =
    await classifier.predict(['blue sky'])
  expect(label).toBe('blue')
  expect(Object.keys(probabilities)).toEqual(labelOrder)
  expect(probability).toBe(Math.max(...Object.values(probabilities)))
})

it('should report events in order, the same to a callback and to iterators', async () => {
  const called: TrainingEvent[] = []
  const run = bagTrainer().trainer.train({ ...separableTask(), epochs: 2, onEvent: (event) => void called.push(event) })
  const iterated: TrainingEvent[][] = await Promise.all(
    [run, run].map(async (events) => {
      const list: TrainingEvent[] = []
      for await (const event of events) list.push(event)
      return list
    }),
  )
  expect(iterated).toEqual([called, called])
  const stepsPerEpoch = Math.ceil(54 / 8)
  const epoch = [...new Array<string>(stepsPerEpoch).fill('step'), 'epoch']
  expect(called.map(({ type }) => type)).toEqual(['start', ...epoch, ...epoch, 'end'])
  expect(called[0]).toMatchObject({
    epochs: 2,
    stepsPerEpoch,
    trainingRows: 54,
    validationRows: 6,
    engine: 'bag-of-embeddings',
  })
  const { history, bestEpoch } = await run
  expect(called.filter(({ type }) => type === 'epoch').map((event) => ({ ...event, type: undefined }))).toEqual(
    history.map((metrics) => ({ ...metrics, type: undefined, isBest: true })),
  )
  expect(called.at(-1)).toEqual({ type: 'end', reason: 'completed', bestEpoch })
})

it('should stop early and give the weights of the best epoch, byte for byte', async () => {
  const { trainer, started } = bagTrainer()
  const states: string[] = []
  const onEvent = (event: TrainingEvent): void => {
    if (event.type !== 'epoch') return
    states.push([...started[0]!.engine.readState()].map(([name, { data }]) => `${name}${data}`).join())
  }
  // A fifth of the validation labels is wrong: the loss rises again when the network becomes too sure of itself.
  const validation = separableTask(100, 0.2, 2)
  const request = { ...separableTask(), validation, optimizer: { learningRate: 0.03 } }
  const run = trainer.train({ ...request, epochs: 200, patience: 3, onEvent })
  const events: TrainingEvent[] = []
  for await (const event of run) events.push(event)
  const classifier = await run
  const { history, bestEpoch } = classifier
  const losses = history.map(({ validationLoss }) => validationLoss!)
  expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1)
  expect(bestEpoch).toBeGreaterThan(1)
  expect(history.length).toBe(bestEpoch + 3)
  expect(history.length).toBeLessThan(200)
  expect(bytesOf(classifier)).toBe(states[bestEpoch - 1])
  expect(bytesOf(classifier)).not.toBe(states.at(-1))
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'early-stopping', bestEpoch })
})

it('should watch the training loss where nothing is set aside', async () => {
  const { history, bestEpoch } = await bagTrainer().trainer.train({ ...separableTask(), validation: 0, epochs: 4 })
  const losses = history.map(({ loss }) => loss)
  expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1)
  expect(history.every(({ validationLoss }) => validationLoss === undefined)).toBe(true)
})

it('should give the same bytes for the same seed and others for another', async () => {
  const train = async (seed: number): Promise<string> =>
    bytesOf(await bagTrainer().trainer.train({ ...separableTask(), epochs: 2, seed }))
  expect(await train(5)).toBe(await train(5))
  expect(await train(5)).not.toBe(await train(6))
})

it('should start from vectors and report their coverage', async () => {
  const vectors = randomEmbedding(createVocabulary(['free', 'money']), 4, createRandom(9))
  const from: EmbeddingSource = { kind: 'source', name: 'two-words', load: async () => vectors }
  const { trainer, started } = bagTrainer()
  const events: TrainingEvent[] = []
  const request = { ...separableTask(), model: { hidden: { units: 4 } }, embedding: from, epochs: 1 }
  const classifier = await trainer.train({ ...request, onEvent: (event) => void events.push(event) })
  expect(events[0]).toMatchObject({ coverage: { words: 10, found: 2 } })
  expect(classifier.embeddingSource).toBe('two-words')
  const initial = started[0]!.config.weights.get('embedding/embeddings')!.data
  const free = classifier.vocabulary.id('free')
  expect(initial.slice(free * 4, free * 4 + 4)).toEqual(vectors.vector('free'))
})

it('should offer the best weights so far when it is cancelled within an epoch', async () => {
  const controller = new AbortController()
  const { trainer, started } = bagTrainer()
  const onEvent = (event: TrainingEvent): void => {
    if (event.type === 'step' && event.epoch === 3 && event.step === 2) controller.abort('Ctrl-C')
  }
  const request = { ...separableTask(), signal: controller.signal, onEvent }
  const error = await failureOf(() => trainer.train(request))
  if (!(error instanceof TrainingAbortedError)) throw error
  expect(error.cause).toBe('Ctrl-C')
  expect(error.classifier?.history.length).toBe(2)
  expect(error.message).toContain(`epoch ${error.classifier!.bestEpoch}`)
  expect((await error.classifier!.predict(['free money'])).length).toBe(1)
  expect(started.map(({ disposed }) => disposed)).toEqual([true, false])
  const whole = await bagTrainer().trainer.train({ ...separableTask(), epochs: 2 })
  expect(bytesOf(error.classifier!)).toBe(bytesOf(whole))
})

it('should hear of a cancellation by the event loop, not only by its own events', async () => {
  const controller = new AbortController()
  const run = bagTrainer().trainer.train({
    ...separableTask(400),
    epochs: 100_000,
    patience: Infinity,
    signal: controller.signal,
  })
  setTimeout(() => controller.abort(), 100)
  expect((await failureOf(() => run)).code).toBe('ABORTED')
})

it('should do nothing when it was cancelled before', async () => {
  const { trainer, started } = bagTrainer()
  const error = await failureOf(() => trainer.train({ texts: [], labels: [], signal: AbortSignal.abort() }))
  if (!(error instanceof TrainingAbortedError)) throw error
  expect(error.classifier).toBeUndefined()
  expect(started).toEqual([])
})

it('should tell of a cancellation while a source loads', async () => {
  const controller = new AbortController()
  const embedding: EmbeddingSource = {
    kind: 'source',
    name: 'slow',
    load: (options) =>
      new Promise((_, reject) => {
        options!.signal!.addEventListener('abort', () => reject(options!.signal!.reason))
        controller.abort()
      }),
  }
  const error = await failureOf(() =>
    bagTrainer().trainer.train({ ...separableTask(), embedding, signal: controller.signal }),
  )
  expect(error).toBeInstanceOf(TrainingAbortedError)
})

it('should end with what the callback throws, and dispose the engine', async () => {
  const { trainer, started } = bagTrainer()
  const own = new Error('disk full')
  const onEvent = (event: TrainingEvent): void => {
    if (event.type === 'epoch') throw own
  }
  expect(await failureOf(() => trainer.train({ ...separableTask(), onEvent }))).toBe(own)
  expect(started.map(({ disposed }) => disposed)).toEqual([true])
})

it('should pass on what the engine throws, and dispose it', async () => {
  const { createEngine, started } = bagOfEmbeddings()
  const own = new Error('device lost')
  const trainer = createTrainer({
    name: 'broken',
    createEngine: async (config): Promise<Engine> => ({
      ...(await createEngine(config)),
      trainBatch: () => Promise.reject(own),
    }),
  })
  expect(await failureOf(() => trainer.train(separableTask()))).toBe(own)
  expect(started.map(({ disposed }) => disposed)).toEqual([true])
})

it('should throw to whoever only iterates, without an unhandled rejection', async () => {
  const unhandled: unknown[] = []
  const listener = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', listener)
  const run = bagTrainer().trainer.train({ texts: [], labels: [] })
  const error = await failureOf(async () => {
    for await (const event of run) expect(event).toBeUndefined()
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', listener)
  expect(error.code).toBe('DATA_EMPTY')
  expect(unhandled).toEqual([])
  expect((await failureOf(() => run.result)).code).toBe('DATA_EMPTY')
})

const bad: [name: string, code: string, change: Record<string, unknown>][] = [
  ['texts', 'DATA_EMPTY', { texts: [], labels: [] }],
  ['labels', 'INVALID_ARGUMENT', { texts: ['a', 'b'], labels: ['x'] }],
  ['texts', 'INVALID_ARGUMENT', { texts: 'ab', labels: ['x', 'y'] }],
  ['texts[1]', 'INVALID_ARGUMENT', { texts: ['a', null], labels: ['x', 'y'] }],
  ['labels[0]', 'INVALID_ARGUMENT', { texts: ['a', 'b'], labels: [0, 1] }],
  ['labels[1][1]', 'INVALID_ARGUMENT', { texts: ['a', 'b'], labels: [['x'], ['y', null]] }],
  [
    'labels',
    'DATA_LABELS',
    {
      texts: ['a', 'b'],
      labels: [
        ['x', 'y'],
        ['y', 'x', 'y'],
      ],
    },
  ],
  ['labels[1]', 'DATA_LABELS', { texts: ['a', 'b'], labels: [['x'], ['z', 'y']], labelOrder: ['x', 'y'] }],
  ['labels[0]', 'DATA_LABELS', { texts: ['a', 'b'], labels: [['x'], ['y']], model: { task: 'binary' } }],
  ['weights', 'INVALID_ARGUMENT', { weights: [1, 2] }],
  ['validation.weights[0]', 'INVALID_ARGUMENT', { validation: { texts: ['a'], labels: ['ham'], weights: [-1] } }],
  ['classWeights.ham', 'INVALID_ARGUMENT', { classWeights: { ham: -1 } }],
  ['classWeights[0]', 'DATA_LABELS', { classWeights: { eggs: 1 } }],
  ['labelSmoothing', 'INVALID_ARGUMENT', { labelSmoothing: 1 }],
  ['bucketing', 'INVALID_ARGUMENT', { bucketing: 'no' }],
  ['learningRateSchedule.type', 'INVALID_ARGUMENT', { learningRateSchedule: { type: 'sawtooth' } }],
  ['optimizer.type', 'INVALID_ARGUMENT', { optimizer: { type: 'lion' } }],
  ['labels', 'DATA_LABELS', { texts: ['a', 'b'], labels: ['x', 'x'], labelOrder: ['x', 'y'] }],
  ['labels[1]', 'DATA_LABELS', { texts: ['a', 'b'], labels: ['x', 'z'], labelOrder: ['x', 'y'] }],
  ['texts', 'TEXTS_EMPTY', { texts: ['', '!?'], labels: ['x', 'y'] }],
  ['validation.texts', 'DATA_EMPTY', { validation: { texts: [], labels: [] } }],
  ['validation.labels', 'INVALID_ARGUMENT', { validation: { texts: ['a'], labels: [] } }],
  ['validation.labels[0]', 'DATA_LABELS', { validation: { texts: ['a'], labels: ['eggs'] } }],
  ['validation', 'INVALID_ARGUMENT', { validation: 1 }],
  ['validation', 'INVALID_ARGUMENT', { validation: NaN }],
  ['epochs', 'INVALID_ARGUMENT', { epochs: 0 }],
  ['batchSize', 'INVALID_ARGUMENT', { batchSize: 1.5 }],
  ['patience', 'INVALID_ARGUMENT', { patience: 0 }],
  ['seed', 'INVALID_ARGUMENT', { seed: -1 }],
  ['maxTokens', 'INVALID_ARGUMENT', { maxTokens: 2 }],
  ['optimizer.learningRate', 'INVALID_ARGUMENT', { optimizer: { learningRate: 0 } }],
  ['optimizer.beta2', 'INVALID_ARGUMENT', { optimizer: { beta2: 1 } }],
  ['encoder.units', 'MODEL_SPEC_INVALID', { model: { encoder: { units: 0 } } }],
]

it.each(bad)('should refuse a bad %s with %s: %j', async (name, code, change) => {
  const { trainer, started } = bagTrainer()
  const request = { ...separableTask(), ...change } as TrainRequest
  const error = await failureOf(() => trainer.train(request))
  expect([error.details.name, error.code]).toEqual([name, code])
  expect(started).toEqual([])
})
