import { createRandom, type Classifier, type Trainer, type TrainingRun, type TrainRequest } from '@wordloom/core'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createPause } from '../../src/loop/pause.js'
import { evaluateMultiLabel } from '../../src/metrics/evaluate-multi-label.js'
import { createTrainer } from '../../src/trainer/create-trainer.js'
import { prepareTraining } from '../../src/trainer/prepare-training.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { recording } from '../support/recording-engine.js'
import { failureOf, tinyModel } from '../support/toy-data.js'
import { onlyPart } from '../support/only-part.js'

type Topic = 'food' | 'money' | 'sport'

const words: Record<Topic, string[]> = {
  food: ['lunch', 'soup', 'bread'],
  money: ['free', 'price', 'bank'],
  sport: ['goal', 'race', 'team'],
}

/** Texts with a word of each of their topics; an eighth of them has none. */
function topicTask(rows = 120): TrainRequest<Topic> & { readonly labels: readonly (readonly Topic[])[] } {
  const random = createRandom(6)
  const topics = Object.keys(words) as Topic[]
  const labels = Array.from({ length: rows }, () => topics.filter(() => random.nextFloat() < 0.5))
  const texts = labels.map((list) =>
    ['the', ...list.map((topic) => words[topic][random.nextInteger(3)]!), 'now'].join(' '),
  )
  return { texts, labels, model: tinyModel, optimizer: { learningRate: 2 }, epochs: 60, batchSize: 8 }
}

const trainer: Trainer = createTrainer({ name: 'bag', createEngine: bagOfEmbeddings().createEngine })

describe('a multi-label task', () => {
  it('should learn any number of labels a text', async () => {
    const { texts, labels, ...request } = topicTask()
    const classifier = await trainer.train({ ...request, texts, labels })
    expect(classifier.spec.task).toEqual({ type: 'multi-label', labels: ['food', 'money', 'sport'] })
    const predictions = await classifier.predict(texts)
    const order = (list: readonly Topic[]): Topic[] => [...list].sort()
    expect(predictions.map((prediction) => prediction.labels)).toEqual(labels.map(order))
    const metrics = evaluateMultiLabel({ labels: classifier.spec.task.labels, truth: labels, predictions })
    expect(metrics).toMatchObject({ accuracy: 1, subsetAccuracy: 1, micro: { f1: 1 }, rocAuc: { macro: 1 } })
    const last = classifier.history.at(-1)!
    expect(last.accuracy).toBe(1)
    expect(last.validationAccuracy).toBe(1)
    expect(last.validationLoss).toBeLessThan(0.3)
  })

  it('should give each label a probability of its own, and hold by the threshold', async () => {
    const classifier = await trainer.train(topicTask())
    const text = ['soup at the bank']
    const [prediction] = await classifier.predict(text)
    const { label, probability, probabilities, labels } = prediction!
    expect(labels).toEqual(['food', 'money'])
    expect(probabilities.food + probabilities.money + probabilities.sport).toBeGreaterThan(1.2)
    expect(probability).toBe(Math.max(...Object.values(probabilities)))
    expect(probabilities[label]).toBe(probability)
    const labelsAt = async (threshold: number): Promise<readonly Topic[]> =>
      (await classifier.predict(text, { threshold }))[0]!.labels
    expect(await labelsAt(0)).toEqual(['food', 'money', 'sport'])
    expect(await labelsAt(probability)).toContain(label)
    expect(await labelsAt(1)).toEqual([])
    for (const threshold of [-0.1, 1.1, NaN]) {
      const error = await failureOf(() => classifier.predict(text, { threshold }))
      expect([error.code, error.details.name]).toEqual(['INVALID_ARGUMENT', 'threshold'])
    }
  })

  it('should hand the engine a column a label', async () => {
    const { createEngine, steps } = recording(bagOfEmbeddings().createEngine)
    const request = { ...topicTask(20), texts: ['soup', 'bank soup', 'the'], validation: 0, epochs: 1 }
    const labels = [['food'], ['money', 'food', 'food'], []] as const
    await createTrainer({ name: 'recorded', createEngine }).train({ ...request, labels, bucketing: false })
    const { lengths, targets } = steps[0]!.batch
    const rows = Array.from(lengths, (length, row) => `${length}: ${targets.slice(row * 2, row * 2 + 2).join()}`)
    // The empty list belongs to the one that is as short as the first.
    expect(rows.sort()).toEqual(['1: 0,0', '1: 1,0', '2: 1,1'])
  })

  it('should take lists and single labels side by side, and single ones when the task says so', async () => {
    const texts = ['soup', 'bank', 'soup bank', 'bread', 'price']
    const mixed = { texts, labels: ['food', 'money', ['food', 'money'], 'food', 'money'] } as const
    const { data, spec } = await prepareTraining({ ...mixed, validation: 0 }, createPause())
    expect(spec.task).toEqual({ type: 'multi-label', labels: ['food', 'money'] })
    expect([...(await onlyPart(data.training)).targets]).toEqual([1, 0, 0, 1, 1, 1, 1, 0, 0, 1])
    const single = {
      texts,
      labels: ['food', 'money', 'food', 'food', 'money'],
      model: { task: 'multi-label' },
    } as const
    const prepared = await prepareTraining({ ...single, validation: 0 }, createPause())
    expect(prepared.spec.task.type).toBe('multi-label')
    expect([...(await onlyPart(prepared.data.training)).targets]).toEqual([1, 0, 0, 1, 1, 0, 1, 0, 0, 1])
  })
})

it('should tell the labels from their types', () => {
  const train = (): unknown[] => {
    const texts = ['a', 'b']
    const lists = trainer.train({ texts, labels: [['x'], ['x', 'y'], []] })
    const single = trainer.train({ texts, labels: ['x', 'y'] })
    const ordered = trainer.train({ texts, labels: [['x'], []], labelOrder: ['x', 'y'], classWeights: { y: 2 } })
    const typed = trainer.train({ texts, labels: [] as readonly (readonly Topic[])[] })
    const loose = trainer.train({ texts, labels: [] as readonly string[] })
    // @ts-expect-error: no label is called z.
    const wrong = trainer.train({ texts, labels: [['x'], ['y']], classWeights: { z: 2 } })
    expectTypeOf(lists).toEqualTypeOf<TrainingRun<'x' | 'y'>>()
    expectTypeOf(single).toEqualTypeOf<TrainingRun<'x' | 'y'>>()
    expectTypeOf(ordered).toEqualTypeOf<TrainingRun<'x' | 'y'>>()
    expectTypeOf(typed).toEqualTypeOf<TrainingRun<Topic>>()
    expectTypeOf(loose).toEqualTypeOf<TrainingRun<string>>()
    return [lists, single, ordered, typed, loose, wrong]
  }
  expectTypeOf(train).toBeFunction()
  expectTypeOf<Awaited<ReturnType<Classifier<Topic>['predict']>>[number]['labels']>().toEqualTypeOf<readonly Topic[]>()
})
