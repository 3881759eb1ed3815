import type { Classifier } from '../contracts/classifier.js'
import type { TextsTrainRequest, Trainer, TrainingEvent, TrainRequest } from '../contracts/trainer.js'
import { decodeModelFolder, encodeModelFolder } from '../model/model-folder.js'
import { weightShapes } from '../model/model-spec.js'
import { createRandom } from '../random/random.js'
import { check, checkRejects, type ConformanceCase } from './conformance-case.js'

/** What every trainer plugin must do. Takes seconds on one core. */
export function trainerConformance(create: () => Trainer): ConformanceCase[] {
  return [
    {
      name: 'should say what it is',
      async run() {
        const { kind, name } = create()
        check(kind === 'trainer' && name.length > 0, 'kind is "trainer" and name is not empty')
      },
    },
    {
      name: 'should learn the order of words, which no bag of words can',
      async run() {
        const request = wordOrderTask()
        const classifier = await create().train(request)
        const predictions = await classifier.predict(request.texts)
        const right = predictions.filter(({ label }, row) => label === request.labels[row]).length
        check(right === request.texts.length, `all ${request.texts.length} rows are right, not ${right}`)
        for (const { label, probability, probabilities } of predictions) {
          const sum = Object.values<number>(probabilities).reduce((a, b) => a + b, 0)
          check(Math.abs(sum - 1) < 1e-5, 'the probabilities add up to 1')
          check(probability === probabilities[label] && probability >= 0.5 - 1e-6, 'the most probable label is given')
        }
        classifier.dispose()
      },
    },
    {
      name: 'should learn three classes',
      async run() {
        const texts = Array.from({ length: 60 }, (_, row) => `${['red', 'green', 'blue'][row % 3]} thing ${row % 7}`)
        const labels = texts.map((_, row) => (['r', 'g', 'b'] as const)[row % 3]!)
        const classifier = await create().train({ ...small, texts, labels, epochs: 20 })
        check(classifier.spec.task.type === 'multi-class', 'the task has several classes')
        const predictions = await classifier.predict(texts)
        check(
          predictions.every(({ label }, row) => label === labels[row]),
          'all rows are right',
        )
        classifier.dispose()
      },
    },
    {
      name: 'should give the same weights for the same seed and others for another',
      async run() {
        const request = { ...wordOrderTask(), epochs: 2 }
        const [first, second, third] = [
          await create().train(request),
          await create().train(request),
          await create().train({ ...request, seed: 7 }),
        ]
        check(weightsText(first) === weightsText(second), 'the same seed gives the same weights')
        check(weightsText(first) !== weightsText(third), 'another seed gives other weights')
        for (const classifier of [first, second, third]) classifier.dispose()
      },
    },
    {
      name: 'should give weights of the names and shapes of the specification',
      async run() {
        const classifier = await create().train({ ...wordOrderTask(), epochs: 1 })
        for (const [name, shape] of weightShapes(classifier.spec, classifier.vocabulary.size)) {
          check(classifier.weights.get(name)?.shape.join() === shape.join(), `${name} is [${shape.join(', ')}]`)
        }
        check(classifier.history.length === 1 && classifier.bestEpoch === 1, 'the history has one epoch')
        classifier.dispose()
      },
    },
    {
      name: 'should report what happens in order, to a callback and to an iterator',
      async run() {
        const called: TrainingEvent[] = []
        const run = create().train({ ...wordOrderTask(), epochs: 2, onEvent: (event) => void called.push(event) })
        const iterated: TrainingEvent[] = []
        for await (const event of run) iterated.push(event)
        const kinds = called.map(({ type }) => type)
        check(kinds[0] === 'start' && kinds.at(-1) === 'end', 'start comes first and end last')
        check(kinds.filter((type) => type === 'epoch').length === 2, 'two epochs')
        check(iterated.length === called.length, 'the iterator gives the same events')
        ;(await run).dispose()
      },
    },
    {
      name: 'should answer the same alone, among others, and after saving and loading',
      async run() {
        const trainer = create()
        const classifier = await trainer.train({ ...wordOrderTask(), epochs: 1 })
        const texts = ['a b c d e', '', 'unheard', 'b', 'a b']
        const together = await classifier.predict(texts)
        const loaded = await trainer.createClassifier(decodeModelFolder(encodeModelFolder(classifier)))
        const again = await loaded.predict(texts)
        for (const [row, text] of texts.entries()) {
          const [alone] = await classifier.predict([text])
          const difference = Math.abs(alone!.probability - together[row]!.probability)
          check(difference < 1e-6, `${JSON.stringify(text)} alone and among others differ by ${difference}`)
          check(again[row]!.probability === together[row]!.probability, 'a loaded model gives the same answers')
        }
        check((await classifier.predict([])).length === 0, 'no text, no prediction')
        classifier.dispose()
        loaded.dispose()
        await checkRejects(() => classifier.predict(['a']), 'DISPOSED')
      },
    },
    {
      name: 'should stop when it is cancelled and offer the best weights so far',
      async run() {
        await checkRejects(async () => create().train({ ...wordOrderTask(), signal: AbortSignal.abort() }), 'ABORTED')
        const controller = new AbortController()
        const onEvent = (event: TrainingEvent): void => {
          if (event.type === 'step' && event.epoch === 2) controller.abort()
        }
        const error = await checkRejects(
          async () => create().train({ ...wordOrderTask(), signal: controller.signal, onEvent }),
          'ABORTED',
        )
        const classifier = (error as { classifier?: Classifier }).classifier
        // A trainer that works elsewhere goes on for a moment before it hears of the cancellation.
        check(classifier !== undefined && classifier.bestEpoch >= 1, 'the weights of an epoch that ended are offered')
        check((await classifier.predict(['a b'])).length === 1, 'and they predict')
        classifier.dispose()
      },
    },
    {
      name: 'should refuse data that cannot be learnt from',
      async run() {
        const train = (request: TrainRequest) => async () => create().train({ ...small, ...request })
        await checkRejects(train({ texts: [], labels: [] }), 'DATA_EMPTY')
        await checkRejects(train({ texts: ['a', 'b'], labels: ['x'] }), 'INVALID_ARGUMENT')
        await checkRejects(train({ texts: ['a', 'b'], labels: ['x', 'x'] }), 'DATA_LABELS')
        await checkRejects(train({ texts: ['', '!'], labels: ['x', 'y'] }), 'TEXTS_EMPTY', 'VOCABULARY_EMPTY')
      },
    },
  ]
}

const small = {
  model: { embedding: { dimension: 8 }, encoder: { units: 8 }, hidden: { units: 8 } },
  optimizer: { learningRate: 0.02 },
  validation: 0,
  patience: Infinity,
} as const

function wordOrderTask(): TextsTrainRequest<'a first' | 'b first'> {
  const random = createRandom(1)
  const texts = Array.from({ length: 64 }, (_, row) => {
    const filler = (): string =>
      Array.from({ length: random.nextInteger(3) }, () => `w${random.nextInteger(9)}`).join(' ')
    return [filler(), row % 2 === 0 ? 'a' : 'b', filler(), row % 2 === 0 ? 'b' : 'a', filler()].join(' ')
  })
  return { ...small, texts, labels: texts.map((_, row) => (row % 2 === 0 ? 'a first' : 'b first')), epochs: 30 }
}

function weightsText(classifier: Classifier): string {
  return [...classifier.weights].map(([name, { data }]) => `${name} ${data.join()}`).join('\n')
}
