import {
  paddingId,
  type DatasetTrainRequest,
  type EngineFactory,
  type LabeledText,
  type TextDataset,
  type TrainingBatch,
  type TrainingEvent,
  type TrainRequest,
} from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { startTraining } from '../../src/trainer/create-trainer.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { memoryFiles } from '../support/memory-files.js'
import { outcomeOf } from '../support/model-bytes.js'
import { failureOf, separableTask, tinyModel } from '../support/toy-data.js'

type Row = LabeledText<string>

function rowsOf({ texts, labels } = separableTask(60, 0.1)): Row[] {
  return texts.map((text, row) => ({ text, label: labels[row]! }))
}

function datasetOf<Label extends string>(rows: readonly LabeledText<Label>[]): TextDataset<Label> {
  return {
    async *rows() {
      yield* rows
    },
  }
}

const options = { model: tinyModel, epochs: 3, batchSize: 8, optimizer: { learningRate: 0.1 } } as const

/** Rows that an engine was trained on, by their ids, target and weight; an entry an epoch. */
async function trainedRows(request: TrainRequest, stepsPerEpoch: number): Promise<string[][]> {
  const steps: string[][] = []
  const createEngine: EngineFactory = async (config) => {
    const engine = await bagOfEmbeddings().createEngine(config)
    return { ...engine, trainBatch: (batch, step) => (steps.push(textsOf(batch)), engine.trainBatch(batch, step)) }
  }
  ;(await startTraining(request, createEngine)).dispose()
  return Array.from({ length: steps.length / stepsPerEpoch }, (_, epoch) =>
    steps.slice(epoch * stepsPerEpoch, (epoch + 1) * stepsPerEpoch).flat(),
  )
}

function textsOf({ batchSize, time, ids, targets, weights }: TrainingBatch): string[] {
  const columns = targets.length / batchSize
  return Array.from({ length: batchSize }, (_, row) => {
    const tokens = ids.subarray(row * time, (row + 1) * time).filter((id) => id !== paddingId)
    const target = targets.subarray(row * columns, (row + 1) * columns)
    return `${tokens.join(' ')} → ${target.join('')} × ${weights?.[row] ?? 1}`
  })
}

describe('training on a dataset', () => {
  it.each([
    ['buffer larger than the dataset', 1000],
    ['buffer of a few batches', 24],
    ['buffer of one row', 1],
  ])('should take every row once an epoch, as training on texts does: %s', async (_, shuffleBuffer) => {
    const rows = rowsOf()
    const [texts, labels] = [rows.map(({ text }) => text), rows.map(({ label }) => label as string)]
    const request = { ...options, validation: 0 }
    const [expected] = await trainedRows({ ...request, texts, labels }, 8)
    const epochs = await trainedRows({ ...request, dataset: datasetOf(rows), shuffleBuffer }, 8)
    expect(epochs).toHaveLength(3)
    for (const epoch of epochs) expect(epoch.toSorted()).toEqual(expected!.toSorted())
    expect(epochs[0]).not.toEqual(epochs[1])
  })

  it('should give the same bits each time, from lists, generators and streams alike', async () => {
    const rows = rowsOf()
    const datasets: TextDataset[] = [
      datasetOf(rows),
      { rows: () => rows },
      {
        *rows() {
          yield* rows
        },
      },
    ]
    const outcomes = []
    for (const dataset of datasets) {
      const classifier = await startTraining({ ...options, dataset, shuffleBuffer: 16 }, bagOfEmbeddings().createEngine)
      outcomes.push(outcomeOf(classifier))
      classifier.dispose()
    }
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[2]).toEqual(outcomes[0])
    const classifier = await startTraining(
      { ...options, dataset: datasetOf(rows), shuffleBuffer: 16, seed: 7 },
      bagOfEmbeddings().createEngine,
    )
    expect(outcomeOf(classifier).weights).not.toEqual(outcomes[0]!.weights)
  })

  it('should learn, also from a sorted dataset', async () => {
    const rows = rowsOf(separableTask(200)).toSorted((a, b) => (String(a.label) < String(b.label) ? -1 : 1))
    const classifier = await startTraining(
      { ...options, epochs: 20, dataset: datasetOf(rows), shuffleBuffer: 64 },
      createKernelsEngine,
    )
    const predictions = await classifier.predict(rows.map(({ text }) => text))
    expect(predictions.filter(({ label }, row) => label !== rows[row]!.label)).toEqual([])
    classifier.dispose()
  })

  it('should validate on rows that it does not train on, the same however large the buffer', async () => {
    const rows = Array.from({ length: 400 }, (_, row) => ({
      text: `only${row} word`,
      label: row % 2 === 0 ? 'a' : 'b',
    }))
    const outcomes = []
    for (const shuffleBuffer of [7, 1000]) {
      const events: TrainingEvent[] = []
      const classifier = await startTraining(
        {
          ...options,
          epochs: 1,
          bucketing: false,
          dataset: datasetOf(rows),
          validation: 0.2,
          shuffleBuffer,
          onEvent: (event) => void events.push(event),
        },
        bagOfEmbeddings().createEngine,
      )
      const start = events.find(({ type }) => type === 'start') as Extract<TrainingEvent, { type: 'start' }>
      expect(start.trainingRows + start.validationRows).toBe(400)
      expect(start.validationRows).toBeGreaterThan(50)
      expect(start.validationRows).toBeLessThan(110)
      expect(start.stepsPerEpoch).toBe(Math.ceil(start.trainingRows / 8))
      // Each row has a word of its own; those of validation rows are unknown.
      expect(classifier.vocabulary.size).toBe(2 + 1 + start.trainingRows)
      outcomes.push(classifier.vocabulary.fingerprint)
      expect(classifier.history[0]!.validationLoss).toBeGreaterThan(0)
    }
    expect(outcomes[0]).toBe(outcomes[1])
  })

  it('should validate on a dataset of its own as on texts, streamed or kept', async () => {
    const rows = rowsOf()
    const held = rowsOf(separableTask(50, 0.2, 9)).map((row, index) => ({ ...row, weight: index % 3 }))
    const texts = held.map(({ text }) => text)
    const inMemory = {
      texts,
      labels: held.map(({ label }) => label as string),
      weights: held.map(({ weight }) => weight),
    }
    const histories = []
    const trainings: Partial<DatasetTrainRequest>[] = [
      { validation: inMemory, shuffleBuffer: 16 },
      { validation: datasetOf(held), shuffleBuffer: 16 },
      { validation: datasetOf(held), shuffleBuffer: 16, batchSize: 8 },
    ]
    for (const training of trainings) {
      const classifier = await startTraining(
        { ...options, dataset: datasetOf(rows), ...training },
        bagOfEmbeddings().createEngine,
      )
      histories.push(
        classifier.history.map(({ validationLoss, validationAccuracy }) => [validationLoss, validationAccuracy]),
      )
    }
    for (const [epoch, [loss, accuracy]] of histories[0]!.entries()) {
      expect(histories[1]![epoch]![0]).toBeCloseTo(loss!, 12)
      expect(histories[1]![epoch]![1]).toBe(accuracy)
    }
    const onTexts = await startTraining(
      {
        ...options,
        texts: rows.map(({ text }) => text),
        labels: rows.map(({ label }) => label as string),
        validation: datasetOf(held),
      },
      bagOfEmbeddings().createEngine,
    )
    expect(onTexts.history[0]!.validationLoss).toBeGreaterThan(0)
  })

  it('should weigh rows and classes as training on texts does', async () => {
    const rows = rowsOf().map((row, index) => ({
      ...row,
      weight: (index % 4) / 2,
      ...(index < 45 && { label: 'ham' }),
    }))
    const [texts, labels] = [rows.map(({ text }) => text), rows.map(({ label }) => label as string)]
    for (const classWeights of ['balanced', { ham: 3 }] as const) {
      const request = { ...options, validation: 0, classWeights: classWeights as 'balanced', epochs: 1 }
      const [expected] = await trainedRows({ ...request, texts, labels, weights: rows.map(({ weight }) => weight) }, 8)
      const [epoch] = await trainedRows({ ...request, dataset: datasetOf(rows) }, 8)
      expect(new Set(epoch!.map((row) => row.split('×')[1])).size).toBeGreaterThan(3)
      expect(epoch!.toSorted()).toEqual(expected!.toSorted())
    }
  })

  it('should take several labels a row', async () => {
    const rows: LabeledText<'x' | 'y' | 'z'>[] = rowsOf().map(({ text }, row) => ({
      text,
      label: row % 3 === 0 ? [] : row % 3 === 1 ? ['x', 'z'] : 'y',
    }))
    const [texts, labels] = [rows.map(({ text }) => text), rows.map(({ label }) => label)]
    const request = { ...options, validation: 0, classWeights: 'balanced', epochs: 1 } as const
    const [expected] = await trainedRows({ ...request, texts, labels }, 8)
    const [epoch] = await trainedRows({ ...request, dataset: datasetOf(rows) }, 8)
    expect(epoch!.toSorted()).toEqual(expected!.toSorted())
    const classifier = await startTraining({ ...request, dataset: datasetOf(rows) }, bagOfEmbeddings().createEngine)
    expectTypeOf(classifier.spec.task.labels).toEqualTypeOf<readonly ('x' | 'y' | 'z')[]>()
    expect(classifier.spec.task).toMatchObject({ type: 'multi-label', labels: ['x', 'y', 'z'] })
  })

  it('should go on from a checkpoint in the middle of an epoch, bit for bit', async () => {
    const request = { ...options, dataset: datasetOf(rowsOf()), shuffleBuffer: 16, epochs: 3 }
    const whole = await startTraining(request, createKernelsEngine)
    for (const death of [3, 8, 13, 20]) {
      const store = memoryFiles()
      const checkpoints = { path: 'checkpoints', everySteps: 2, resume: true }
      let steps = 0
      const onEvent = (event: TrainingEvent): void => {
        if (event.type === 'step' && ++steps === death) throw new Error('killed')
      }
      await failureOf(() => startTraining({ ...request, checkpoints, onEvent }, createKernelsEngine, store))
      const resumed = await startTraining({ ...request, checkpoints }, createKernelsEngine, store)
      expect(outcomeOf(resumed), `death ${death}`).toEqual(outcomeOf(whole))
      resumed.dispose()
      const other = datasetOf(rowsOf().toReversed())
      const error = await failureOf(() =>
        startTraining({ ...request, dataset: other, checkpoints }, createKernelsEngine, store),
      )
      expect(error).toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
    }
    whole.dispose()
  })
})

describe('a dataset that cannot be trained on', () => {
  const failure = (dataset: unknown, others: object = {}): ReturnType<typeof failureOf> =>
    failureOf(() =>
      startTraining(
        { ...options, validation: 0, dataset, ...others } as DatasetTrainRequest,
        bagOfEmbeddings().createEngine,
      ),
    )
  const row = { text: 'free money', label: 'spam' }
  const other = { text: 'lunch', label: 'ham' }

  it.each([
    ['no rows', [], 'DATA_EMPTY', 'dataset'],
    ['one label', [row, row], 'DATA_LABELS', 'dataset'],
    [
      'no tokens',
      [
        { ...row, text: '!' },
        { ...other, text: '' },
      ],
      'TEXTS_EMPTY',
      'dataset',
    ],
    ['a text that is none', [row, { ...other, text: 5 }], 'INVALID_ARGUMENT', 'dataset row 1, text'],
    ['a label that is none', [row, { ...other, label: null }], 'INVALID_ARGUMENT', 'dataset row 1, label'],
    ['a list with a label that is none', [{ ...row, label: ['a', 1] }], 'INVALID_ARGUMENT', 'dataset row 0, label[1]'],
    ['a weight that is none', [row, { ...other, weight: -1 }], 'INVALID_ARGUMENT', 'dataset row 1, weight'],
    ['a row that is none', [row, null], 'INVALID_ARGUMENT', 'dataset row 1'],
    [
      'only zeros as weights',
      [
        { ...row, weight: 0 },
        { ...other, weight: 0 },
      ],
      'INVALID_ARGUMENT',
      'dataset',
    ],
  ])('should be refused: %s', async (_, rows, code, name) => {
    expect(await failure({ rows: () => rows })).toMatchObject({ code, details: { name } })
  })

  it('should be refused for what is wrong around it', async () => {
    const rows = { rows: () => [row, other] }
    expect(await failure({})).toMatchObject({ code: 'INVALID_ARGUMENT', details: { name: 'dataset' } })
    expect(await failure(null)).toMatchObject({ code: 'INVALID_ARGUMENT', details: { name: 'dataset' } })
    expect(await failure(rows, { texts: ['a'], labels: ['b'] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await failure(rows, { shuffleBuffer: 0 })).toMatchObject({ details: { name: 'shuffleBuffer' } })
    expect(await failure(rows, { labelOrder: ['ham', 'eggs'] })).toMatchObject({ code: 'DATA_LABELS' })
    expect(await failure(rows, { validation: { rows: 5 } })).toMatchObject({ details: { name: 'validation' } })
    expect(await failure(rows, { validation: { rows: () => [] } })).toMatchObject({
      code: 'DATA_EMPTY',
      details: { name: 'validation' },
    })
  })

  it('should check the options of the model before it is read', async () => {
    let reads = 0
    const dataset = { rows: () => ((reads += 1), [row, other]) }
    expect((await failure(dataset, { model: { encoder: { units: 0 } } })).code).toBe('MODEL_SPEC_INVALID')
    expect(reads).toBe(0)
  })

  it('should be noticed when it changes between two passes', async () => {
    const changes: [string, (pass: number) => Row[]][] = [
      ['a row more', (pass) => (pass < 3 ? rowsOf() : [...rowsOf(), row])],
      ['a row less', (pass) => (pass < 3 ? rowsOf() : rowsOf().slice(1))],
      ['another order', (pass) => (pass < 3 ? rowsOf() : rowsOf().toReversed())],
    ]
    for (const [what, rows] of changes) {
      let pass = 0
      const error = await failure({ rows: () => rows((pass += 1)) })
      expect(error, what).toMatchObject({ code: 'DATA_CHANGED', details: { name: 'dataset' } })
    }
  })

  it('should be given up when the training is cancelled, with its iterator ended', async () => {
    let open = 0
    const dataset: TextDataset = {
      async *rows() {
        open += 1
        try {
          for (;;) yield* rowsOf()
        } finally {
          open -= 1
        }
      },
    }
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    expect((await failure(dataset, { signal: controller.signal })).code).toBe('ABORTED')
    expect(open).toBe(0)
  })

  it('should pass on what it throws', async () => {
    const dataset: TextDataset = {
      async *rows() {
        yield row
        throw new RangeError('line 7')
      },
    }
    await expect(failure(dataset)).resolves.toBeInstanceOf(RangeError)
  })
})
