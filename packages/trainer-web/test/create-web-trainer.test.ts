import {
  createEmbedding,
  createVocabulary,
  type LabeledText,
  type TextDataset,
  type TrainingEvent,
} from '@wordloom/core'
import { trainerConformance } from '@wordloom/core/testing'
import { kernelsEngine } from '@wordloom/kernels'
import { createTrainer } from '@wordloom/training'
import { afterEach, describe, expect, it } from 'vitest'
import { createWebTrainer, type WebTrainer, type WebTrainerOptions } from '../src/index.js'
import { workerHere } from './support/worker-here.js'

const texts = ['good day', 'bad day', 'good food', 'bad food', 'good', 'bad', 'a good one', 'a bad one']
const labels = ['yes', 'no', 'yes', 'no', 'yes', 'no', 'yes', 'no'] as const
const model = { embedding: { dimension: 4 }, encoder: { units: 3 }, hidden: { units: 3 } }
const small = { texts, labels, model, validation: 0, epochs: 2 } as const

const started: WebTrainer[] = []
afterEach(() => started.splice(0).forEach((trainer) => trainer.dispose()))

function createHere(options: WebTrainerOptions = {}): WebTrainer {
  const trainer = createWebTrainer({ deterministic: true, threads: 1, startWorker: workerHere, ...options })
  started.push(trainer)
  return trainer
}

/** The same on this thread, without messages. */
const direct = createTrainer({ name: 'direct', createEngine: kernelsEngine({ deterministic: true }) })

describe('createWebTrainer over messages', () => {
  for (const { name, run } of trainerConformance(() => createHere())) it(name, run)

  it('should give the bytes, history and counts that training without messages gives', async () => {
    const [there, here] = [await createHere().train(small), await direct.train(small)]
    expect(there.weights).toEqual(here.weights)
    expect(there.vocabulary.fingerprint).toBe(here.vocabulary.fingerprint)
    const counts = (classifier: typeof here): number[] =>
      Array.from(classifier.vocabulary.tokens(), (_, id) => classifier.vocabulary.count(id))
    expect(counts(there)).toEqual(counts(here))
    expect(there.history.map(({ loss }) => loss)).toEqual(here.history.map(({ loss }) => loss))
    expect(await there.predict(texts)).toEqual(await here.predict(texts))
  })

  it('should read a dataset of the page in each epoch, and end a pass that is given up', async () => {
    const passes = { begun: 0, ended: 0 }
    const dataset: TextDataset<'yes' | 'no'> = {
      async *rows(): AsyncGenerator<LabeledText<'yes' | 'no'>> {
        passes.begun += 1
        try {
          for (let round = 0; round < 400; round++) {
            yield* texts.map((text, row) => ({ text, label: labels[row]!, weight: 1 + (row % 2) }))
          }
        } finally {
          passes.ended += 1
        }
      },
    }
    const request = { dataset, model, validation: small, epochs: 2, shuffleBuffer: 50 } as const
    const [there, here] = [await createHere().train(request), await direct.train(request)]
    expect(there.weights).toEqual(here.weights)
    expect(passes.ended).toBe(passes.begun)
    const cancelled = new AbortController()
    const run = createHere().train({
      ...request,
      signal: cancelled.signal,
      onEvent: ({ type }) => type === 'step' && cancelled.abort('enough'),
    })
    await expect(run.result).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' })
    expect(passes.ended).toBe(passes.begun)
  })

  it('should give what a dataset of the page throws, itself', async () => {
    const broken = new RangeError('row 3 is gone')
    const dataset: TextDataset<'yes' | 'no'> = {
      *rows() {
        yield { text: 'good', label: 'yes' }
        throw broken
      },
    }
    await expect(createHere().train({ dataset }).result).rejects.toBe(broken)
  })

  it('should start from an embedding or a source of the page, and send only the words that are needed', async () => {
    const words = ['good', 'bad', 'unused', 'day']
    const vectors = createEmbedding(
      createVocabulary(words),
      Float32Array.from({ length: (words.length + 2) * 4 }, (_, index) => index / 10),
      4,
    )
    for (const missingWords of [{ type: 'mean' }, { type: 'zeros' }] as const) {
      const request = { ...small, model: { ...model, embedding: {} }, embedding: vectors, missingWords }
      const coverage: unknown[] = []
      const there = await createHere().train({
        ...request,
        onEvent: (event) => void (event.type === 'start' && coverage.push(event.coverage)),
      })
      const here = await direct.train(request)
      expect(there.weights).toEqual(here.weights)
      expect(there.embeddingSource).toBe('custom')
      expect(coverage).toEqual([expect.objectContaining({ words: 6, found: 3 })])
    }
    const asked: unknown[] = []
    const source = {
      kind: 'source' as const,
      name: 'mine',
      async load(options: { readonly words?: ReadonlySet<string> } = {}) {
        asked.push([...(options.words ?? [])].sort())
        return vectors
      },
    }
    const request = { ...small, model: { ...model, embedding: {} }, embedding: source }
    const there = await createHere().train(request)
    expect(asked).toEqual([['a', 'bad', 'day', 'food', 'good', 'one']])
    expect(there.embeddingSource).toBe('mine')
    expect(there.weights).toEqual((await direct.train(request)).weights)
    const broken = new Error('no vectors today')
    const failing = { ...source, load: () => Promise.reject(broken) }
    await expect(createHere().train({ ...request, embedding: failing }).result).rejects.toBe(broken)
  })

  it('should end the training with what onEvent throws', async () => {
    const broken = new Error('not interested')
    const events: TrainingEvent[] = []
    const run = createHere().train({
      ...small,
      epochs: 1e6,
      patience: Infinity,
      onEvent(event) {
        events.push(event)
        if (event.type === 'epoch') throw broken
      },
    })
    await expect(run.result).rejects.toBe(broken)
    expect(events.at(-1)).toMatchObject({ type: 'epoch', epoch: 1 })
  })

  it('should send many rows in parts', async () => {
    const many = Array.from({ length: 9_000 }, (_, row) => texts[row % texts.length]!)
    const request = {
      ...small,
      texts: many,
      labels: many.map((_, row) => labels[row % labels.length]!),
      weights: many.map((_, row) => row % 3),
      epochs: 1,
    }
    expect((await createHere().train(request)).weights).toEqual((await direct.train(request)).weights)
    const tooFew = { ...request, weights: request.weights.slice(1) }
    await expect(createHere().train(tooFew).result).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('should give errors of the worker with code, message and details, and the model of a training that diverged', async () => {
    const diverging = { ...small, optimizer: { type: 'sgd', learningRate: 1e38 }, epochs: 5 } as const
    type FailedTraining = Error & { readonly details: unknown; readonly model?: { readonly weights: unknown } }
    const errorOf = async (work: Promise<unknown>): Promise<FailedTraining> => {
      try {
        await work
      } catch (error) {
        return error as FailedTraining
      }
      throw new Error('it did not fail')
    }
    for (const request of [diverging, { ...small, epochs: 0.5 }, { ...small, maxTokens: 1 }]) {
      const [there, here] = [
        await errorOf(createHere().train(request).result),
        await errorOf(direct.train(request).result),
      ]
      const comparable = ({ name, message, details, model: kept }: FailedTraining): unknown => ({
        name,
        message,
        details,
        weights: kept?.weights,
      })
      expect(comparable(there)).toEqual(comparable(here))
      expect(there.constructor.name === 'TrainingDivergedError').toBe(here.constructor.name === 'TrainingDivergedError')
    }
  })

  it('should refuse what cannot be sent', async () => {
    const request = { ...small, model: { ...model, note: () => 'a function' } }
    await expect(createHere().train(request).result).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('cannot be sent to the worker'),
    })
  })

  it('should cancel a prediction, and refuse one of a classifier that was disposed', async () => {
    const classifier = await createHere().train(small)
    const aborted = AbortSignal.abort()
    await expect(classifier.predict(Array<string>(5_000).fill('good day'), { signal: aborted })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    classifier.dispose()
    classifier.dispose()
    await expect(classifier.predict(['good'])).rejects.toMatchObject({ code: 'DISPOSED' })
  })

  it('should pack a model into a zip archive and take it up again', async () => {
    const trainer = createHere()
    const classifier = await trainer.train(small)
    const again = await trainer.loadZip(await trainer.zipModel(classifier))
    expect(again.weights).toEqual(classifier.weights)
    expect(await again.predict(texts)).toEqual(await classifier.predict(texts))
    await expect(trainer.loadZip(new Blob(['no archive']))).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED' })
  })

  it('should keep the weights of classifiers that are given to it', async () => {
    const trainer = createHere()
    const trained = await direct.train(small)
    const before = structuredClone(trained.weights)
    const classifier = await trainer.createClassifier(trained)
    expect(trained.weights).toEqual(before)
    expect(await classifier.predict(texts)).toEqual(await trained.predict(texts))
  })

  it('should end what is under way when it is disposed, and start anew afterwards', async () => {
    const trainer = createHere()
    const run = trainer.train({ ...small, epochs: 1e6, patience: Infinity })
    for await (const { type } of run) if (type === 'step') break
    trainer.dispose()
    await expect(run.result).rejects.toMatchObject({ code: 'DISPOSED' })
    expect((await trainer.train(small)).history).toHaveLength(2)
  })

  it('should send vocabularies of many words as a table', async () => {
    const words = Array.from({ length: 25_000 }, (_, index) => `w${index}`)
    const request = {
      ...small,
      texts: [words.join(' '), 'bad bad'],
      labels: ['yes', 'no'],
      maxTokens: 30_000,
      epochs: 1,
      model: { ...model, embedding: { dimension: 2 } },
    }
    const [there, here] = [await createHere().train(request), await direct.train(request)]
    expect(there.vocabulary.fingerprint).toBe(here.vocabulary.fingerprint)
    expect(there.vocabulary.count(there.vocabulary.id('bad'))).toBe(2)
    expect(there.vocabulary.specialTokens).toEqual(here.vocabulary.specialTokens)
    expect(await there.predict(['w1 w24999 bad'])).toEqual(await here.predict(['w1 w24999 bad']))
  })
})

describe('createWebTrainer', () => {
  it('should start no worker before something is asked of it', () => {
    let started = 0
    createWebTrainer({ startWorker: () => (started++, workerHere()) })
    expect(started).toBe(0)
  })

  it.each([
    [{ threads: 0 }, 'INVALID_ARGUMENT', 'threads'],
    [{ threads: 1.5 }, 'INVALID_ARGUMENT', 'threads'],
    [{ backend: 'webgl' }, 'DEPENDENCY_MISSING', 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-webgl'],
    [{ backend: 'webgl', deterministic: true }, 'INVALID_ARGUMENT', 'deterministic'],
  ] as const)('should refuse %j', (options, code, text) => {
    expect(() => createWebTrainer(options)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(text) }),
    )
  })

  it('should say that the browser starts no worker', async () => {
    const trainer = createWebTrainer({
      startWorker() {
        throw new DOMException('not allowed', 'SecurityError')
      },
    })
    await expect(trainer.train(small).result).rejects.toMatchObject({ code: 'WORKER_FAILED' })
  })
})
