import type { ResumePoint, TextsTrainRequest, TrainingEvent, WordloomError } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { describe, expect, it } from 'vitest'
import { startTraining } from '../../src/trainer/create-trainer.js'
import { bagOfEmbeddings } from '../support/bag-of-embeddings-engine.js'
import { memoryFiles } from '../support/memory-files.js'
import { outcomeOf } from '../support/model-bytes.js'
import { failureOf, separableTask } from '../support/toy-data.js'

/** Everything that has a state: moments of Adam, dropout, a plateau, validation, the best epoch before the last. */
function request(): TextsTrainRequest<'ham' | 'spam'> {
  return {
    ...separableTask(40, 0.3),
    model: { embedding: { dimension: 4 }, encoder: { units: 3, layers: 2, dropout: 0.2 }, hidden: { units: 4 } },
    epochs: 4,
    batchSize: 7,
    validation: 0.25,
    patience: Infinity,
    seed: 6,
    optimizer: { learningRate: 0.2 },
    learningRateSchedule: { type: 'reduce-on-plateau', factor: 0.5, warmupSteps: 3, minimumChange: 0.05 },
    classWeights: { spam: 1.5 },
  }
}

interface Run {
  readonly request?: TextsTrainRequest<'ham' | 'spam'>
  readonly store?: ReturnType<typeof memoryFiles>
  readonly everySteps?: number
  readonly keep?: number
  readonly resume?: boolean
  /** Dies when this is true of an event. */
  readonly dies?: (event: TrainingEvent) => boolean
}

async function train(run: Run): Promise<{ outcome: ReturnType<typeof outcomeOf>; events: TrainingEvent[] }> {
  const { store, everySteps, keep, resume = true, dies = () => false } = run
  const events: TrainingEvent[] = []
  const classifier = await startTraining(
    {
      ...(run.request ?? request()),
      ...(store && {
        checkpoints: {
          path: 'checkpoints',
          resume,
          ...(everySteps !== undefined && { everySteps }),
          ...(keep !== undefined && { keep }),
        },
      }),
      onEvent(event) {
        events.push(event)
        if (dies(event)) throw new Error('killed')
      },
    },
    createKernelsEngine,
    store,
  )
  const outcome = outcomeOf(classifier)
  classifier.dispose()
  return { outcome, events }
}

function resumedOf(events: readonly TrainingEvent[]): ResumePoint | undefined {
  const [start] = events
  return start?.type === 'start' ? start.resumed : undefined
}

/** A store as a training leaves it that dies at a step. */
async function storeAfterDeath(
  epoch: number,
  step: number,
  options: Run = {},
): Promise<ReturnType<typeof memoryFiles>> {
  const store = memoryFiles()
  const dies = (event: TrainingEvent): boolean => event.type === 'step' && event.epoch === epoch && event.step === step
  await failureOf(() => train({ everySteps: 2, ...options, store, dies }))
  return store
}

describe('a training that dies and goes on', () => {
  it('should end as if nothing had happened, whichever event it dies at', async () => {
    const { outcome, events } = await train({})
    expect(outcome.bestEpoch).toBeLessThan(4)
    expect(outcome.history[3]!.learningRate).toBeLessThan(outcome.history[0]!.learningRate!)
    const steps = events.filter(({ type }) => type === 'step').length
    let resumed = 0
    for (let death = 1; death < events.length; death += 1) {
      const store = memoryFiles()
      let seen = 0
      // Checkpoints are events, too, but are not counted: others come at other places then.
      const dies = ({ type }: TrainingEvent): boolean => type !== 'checkpoint' && seen++ === death
      await failureOf(() => train({ store, everySteps: 3, dies }))
      const second = await train({ store, everySteps: 3 })
      expect(second.outcome, `death ${death}`).toEqual(outcome)
      const point = resumedOf(second.events)
      if (point === undefined) continue
      resumed += 1
      const stepsLeft = second.events.filter(({ type }) => type === 'step').length
      expect(stepsLeft + (point.epoch - 1) * (steps / 4) + point.step, `death ${death}`).toBe(steps)
    }
    expect(resumed).toBeGreaterThan(15)
  }, 120_000)

  it('should end as if nothing had happened when it dies again and again', async () => {
    const { outcome } = await train({})
    const store = memoryFiles()
    let seen = 0
    const dies = ({ type }: TrainingEvent): boolean => type === 'step' && ++seen % 3 === 0
    let deaths = 0
    for (;;) {
      const result = await train({ store, everySteps: 2, dies }).catch(() => undefined)
      if (result === undefined) deaths += 1
      else {
        expect(result.outcome).toEqual(outcome)
        break
      }
    }
    expect(deaths).toBeGreaterThan(5)
  })

  it('should do nothing more when it was over, and give the same classifier', async () => {
    const store = memoryFiles()
    const { outcome } = await train({ store })
    const again = await train({ store })
    expect(again.outcome).toEqual(outcome)
    expect(again.events.map(({ type }) => type)).toEqual(['start', 'end'])
    expect(again.events.at(-1)).toMatchObject({ reason: 'completed', bestEpoch: outcome.bestEpoch })
  })

  it('should stop early at the same epoch', async () => {
    const early = { ...request(), epochs: 30, patience: 2 }
    const { outcome, events } = await train({ request: early })
    expect(events.at(-1)).toMatchObject({ reason: 'early-stopping' })
    const store = memoryFiles()
    await failureOf(() =>
      train({ request: early, store, dies: ({ type }) => type === 'epoch' && store.folders.size === 2 }),
    )
    const second = await train({ request: early, store })
    expect(second.outcome).toEqual(outcome)
    expect(second.events.at(-1)).toEqual(events.at(-1))
    const third = await train({ request: early, store })
    expect(third.events.map(({ type }) => type)).toEqual(['start', 'end'])
  })

  it('should train more epochs as if they had been asked for from the start, unless the rate depends on them', async () => {
    const { outcome } = await train({ request: { ...request(), epochs: 6 } })
    const store = memoryFiles()
    await train({ store })
    expect((await train({ store, request: { ...request(), epochs: 6 } })).outcome).toEqual(outcome)

    const cosine = { ...request(), learningRateSchedule: { type: 'cosine' } } as const
    const other = memoryFiles()
    await train({ store: other, request: cosine })
    const error = await failureOf(() => train({ store: other, request: { ...cosine, epochs: 6 } }))
    expect(error).toMatchObject({ code: 'CHECKPOINT_MISMATCH', details: { name: 'epochs', received: '6' } })
  })
})

describe('the folder of checkpoints', () => {
  it('should hold the newest, by default two, one an epoch', async () => {
    const store = memoryFiles()
    const { events } = await train({ store })
    // 30 training rows are 5 batches of 7.
    expect([...store.folders.keys()]).toEqual(['checkpoints/step-000000000015', 'checkpoints/step-000000000020'])
    expect(events.filter(({ type }) => type === 'checkpoint')).toEqual(
      [1, 2, 3, 4].map((epoch) => ({
        type: 'checkpoint',
        path: `checkpoints/step-0000000000${String(epoch * 5).padStart(2, '0')}`,
        epoch: epoch + 1,
        step: 0,
      })),
    )
  })

  it('should hold as many as are wanted, at the steps that are wanted and at the end', async () => {
    const store = memoryFiles()
    await train({ store, everySteps: 8, keep: 9 })
    expect([...store.folders.keys()].map((path) => Number(path.slice(-12)))).toEqual([8, 16, 20])
    const single = memoryFiles()
    await train({ store: single, everySteps: 1, keep: 1 })
    expect(single.folders.size).toBe(1)
  })

  it('should never be without a whole checkpoint while another is written', async () => {
    const store = memoryFiles()
    const counts: number[] = []
    const removing = store.remove.bind(store)
    store.remove = (path) => {
      counts.push(store.folders.size)
      return removing(path)
    }
    await train({ store, keep: 1 })
    expect(counts).toEqual([2, 2, 2])
  })

  it('should be refused without resume when it holds checkpoints, before anything is done', async () => {
    const store = await storeAfterDeath(2, 1)
    const { createEngine, started } = bagOfEmbeddings()
    const checkpoints = { path: 'checkpoints' }
    const error = await failureOf(() => startTraining({ ...request(), checkpoints }, createEngine, store))
    expect(error.code).toBe('FILE_EXISTS')
    expect(error.message).toContain('checkpoints/step-000000000004')
    expect(error.message).toContain('resume')
    expect(started).toEqual([])
  })

  it('should be started when there is none', async () => {
    const store = memoryFiles()
    const { events } = await train({ store, resume: true })
    expect(resumedOf(events)).toBeUndefined()
    expect(store.folders.size).toBe(2)
  })

  it('should keep what is there when a write fails, and end the training', async () => {
    const store = memoryFiles()
    const writing = store.writeFolder.bind(store)
    let writes = 0
    store.writeFolder = async (...values) => {
      if (++writes === 3) throw Object.assign(new Error('disk full'), { code: 'FILE_WRITE_FAILED' })
      return writing(...values)
    }
    expect((await failureOf(() => train({ store }))).code).toBe('FILE_WRITE_FAILED')
    expect(store.folders.size).toBe(2)
    expect((await train({ store })).outcome).toEqual((await train({})).outcome)
  })

  it('should need a store that lists, and options that make sense', async () => {
    const { createEngine } = bagOfEmbeddings()
    const { list: _, ...plain } = memoryFiles()
    const failure = (checkpoints: object, files: object | undefined = memoryFiles()): Promise<WordloomError> =>
      failureOf(() =>
        startTraining({ ...request(), checkpoints: { path: 'a', ...checkpoints } }, createEngine, files as never),
      )
    expect((await failure({}, plain)).code).toBe('RUNTIME_UNSUPPORTED')
    expect(
      (await failureOf(() => startTraining({ ...request(), checkpoints: { path: 'a' } }, createEngine))).code,
    ).toBe('RUNTIME_UNSUPPORTED')
    expect((await failure({ everySteps: 0 })).details.name).toBe('checkpoints.everySteps')
    expect((await failure({ keep: 0 })).details.name).toBe('checkpoints.keep')
    expect((await failure({ path: '' })).details.name).toBe('checkpoints.path')
  })
})

describe('a damaged checkpoint', () => {
  it('should be noticed, wherever a bit is wrong, and the one before be used', async () => {
    const { outcome } = await train({})
    const whole = await storeAfterDeath(3, 3)
    const newest = [...whole.folders.keys()].at(-1)!
    let damages = 0
    for (const [name, bytes] of whole.folders.get(newest)!) {
      for (let place = 0; place < bytes.length; place += Math.ceil(bytes.length / 12)) {
        const store = memoryFiles()
        for (const [path, files] of whole.folders) await store.writeFolder(path, files)
        store.folders.get(newest)!.get(name)![place]! ^= 1 << (damages % 8)
        const { outcome: after, events } = await train({ store, everySteps: 2 })
        expect(resumedOf(events)?.damaged, `${name}, byte ${place}`).toMatchObject([
          { path: newest, reason: expect.stringContaining(name) },
        ])
        expect(after).toEqual(outcome)
        damages += 1
      }
    }
    expect(damages).toBeGreaterThan(30)
  })

  it('should be noticed when a file is missing, empty or cut short', async () => {
    const whole = await storeAfterDeath(3, 3)
    const newest = [...whole.folders.keys()].at(-1)!
    for (const name of whole.folders.get(newest)!.keys()) {
      for (const damage of [() => undefined, () => new Uint8Array(0), (bytes: Uint8Array) => bytes.slice(0, -2)]) {
        const store = memoryFiles()
        for (const [path, files] of whole.folders) await store.writeFolder(path, files)
        const files = store.folders.get(newest)!
        const bytes = damage(files.get(name)!)
        if (bytes === undefined) files.delete(name)
        else files.set(name, bytes)
        expect(resumedOf((await train({ store, everySteps: 2 })).events)?.damaged).toHaveLength(1)
      }
    }
  })

  it('should be removed once there is a newer one that is whole', async () => {
    const store = await storeAfterDeath(3, 5)
    const [older, newest] = [...store.folders.keys()]
    store.folders.get(newest!)!.delete('loop.json')
    // The next is written at another step, so that it does not replace the damaged one.
    let isWritten = false
    await failureOf(() => train({ store, everySteps: 13, dies: ({ type }) => (isWritten ||= type === 'checkpoint') }))
    expect([...store.folders.keys()]).toEqual([older, 'checkpoints/step-000000000013'])
  })

  it('should end the training when there is no whole one', async () => {
    const store = await storeAfterDeath(3, 3)
    for (const files of store.folders.values()) files.delete('engine.safetensors')
    const error = await failureOf(() => train({ store, everySteps: 2 }))
    expect(error.code).toBe('CHECKPOINT_DAMAGED')
    expect(error.message).toContain('engine.safetensors')
    expect(store.folders.size).toBe(2)
  })

  it('should not be taken for one of a newer version', async () => {
    const store = await storeAfterDeath(3, 3)
    const newest = [...store.folders.keys()].at(-1)!
    const text = new TextDecoder().decode(store.folders.get(newest)!.get('loop.json'))
    const newer = text.replace('"formatVersion": 1', '"formatVersion": 2')
    store.folders.get(newest)!.set('loop.json', new TextEncoder().encode(newer))
    expect(await failureOf(() => train({ store, everySteps: 2 }))).toMatchObject({
      code: 'CHECKPOINT_MISMATCH',
      details: { received: 2 },
    })
  })
})

describe('a checkpoint of another training', () => {
  const others: [name: string, change: Partial<TextsTrainRequest<'ham' | 'spam'>>][] = [
    ['batchSize', { batchSize: 8 }],
    ['seed', { seed: 1 }],
    ['patience', { patience: 3 }],
    ['bucketing', { bucketing: false }],
    ['labelSmoothing', { labelSmoothing: 0.1 }],
    ['optimizer.learningRate', { optimizer: { learningRate: 0.06 } }],
    ['learningRateSchedule.warmupSteps', { learningRateSchedule: { type: 'reduce-on-plateau', factor: 0.5 } }],
    ['model.encoder.units', { model: { embedding: { dimension: 4 }, encoder: { units: 2 }, hidden: { units: 4 } } }],
    ['training rows', { classWeights: { spam: 2 } }],
    ['vocabulary', { maxTokens: 6 }],
    ['epochs', { epochs: 2 }],
  ]
  it.each(others)('should be refused, naming what differs: %s', async (name, change) => {
    const store = await storeAfterDeath(3, 3)
    const before = [...store.folders.keys()]
    const error = await failureOf(() => train({ store, request: { ...request(), ...change } }))
    expect(error.code).toBe('CHECKPOINT_MISMATCH')
    expect(error.details.name).toBe(name)
    expect([...store.folders.keys()]).toEqual(before)
  })

  it('should be refused when a label or a word of the data is another', async () => {
    const store = await storeAfterDeath(3, 3)
    const { texts, labels, ...rest } = request()
    const swapped = labels.map((label, row) => (row < 2 ? labels[1 - row]! : label))
    const relabeled = await failureOf(() => train({ store, request: { ...rest, texts, labels: swapped } }))
    expect(relabeled).toMatchObject({
      code: 'CHECKPOINT_MISMATCH',
      details: { name: expect.stringMatching(/rows$|vocabulary/) },
    })
    const reworded = texts.map((text, row) => (row === 5 ? `${text} unheard` : text))
    const error = await failureOf(() => train({ store, request: { ...rest, texts: reworded, labels } }))
    expect(error.code).toBe('CHECKPOINT_MISMATCH')
  })

  it('should be taken up with other intervals of saving', async () => {
    const store = await storeAfterDeath(3, 3)
    expect((await train({ store, everySteps: 1, keep: 5 })).outcome).toEqual((await train({})).outcome)
  })
})
