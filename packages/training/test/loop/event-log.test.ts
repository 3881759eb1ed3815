import type { TrainingEvent } from '@wordloom/core'
import { expect, it } from 'vitest'
import { createEventLog } from '../../src/loop/event-log.js'
import { failureOf } from '../support/toy-data.js'

const step = (epoch: number, number: number): TrainingEvent => ({
  type: 'step',
  epoch,
  step: number,
  stepsPerEpoch: 2,
  loss: 1,
  accuracy: 0,
  learningRate: 0.001,
})
const epoch = (number: number): TrainingEvent => ({
  type: 'epoch',
  epoch: number,
  isBest: true,
  loss: 1,
  accuracy: 0,
  seconds: 0,
})
const events = [step(1, 1), step(1, 2), epoch(1), step(2, 1), step(2, 2), epoch(2)]
const all = async (iterable: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> => {
  const list: TrainingEvent[] = []
  for await (const event of iterable) list.push(event)
  return list
}

it('should give every event to iterators that were there, however slow', async () => {
  const log = createEventLog()
  const [first, second] = [log.iterate(), log.iterate()]
  for (const event of events) log.push(event)
  log.close()
  expect(await all(first)).toEqual(events)
  expect(await all(second)).toEqual(events)
})

it('should give a later iterator the epochs so far and the steps of the current one', async () => {
  const log = createEventLog()
  for (const event of events.slice(0, 4)) log.push(event)
  const late = log.iterate()
  for (const event of events.slice(4)) log.push(event)
  log.close()
  expect(await all(late)).toEqual(events.slice(2))
  expect(await all(log.iterate())).toEqual([epoch(1), epoch(2)])
})

it('should throw to every iterator after the last event', async () => {
  const log = createEventLog()
  const seen: TrainingEvent[] = []
  const early = log.iterate()
  log.push(events[0]!)
  log.fail(new Error('broken'))
  const error = await failureOf(async () => {
    for await (const event of early) seen.push(event)
  })
  expect(error.message).toBe('broken')
  expect(seen).toEqual([events[0]])
  expect((await failureOf(() => all(log.iterate()))).message).toBe('broken')
})

it('should let one iterator stop without stopping another', async () => {
  const log = createEventLog()
  const [first, second] = [log.iterate(), log.iterate()]
  for (const event of events) log.push(event)
  log.close()
  for await (const event of first) if (event.type === 'step') break
  expect((await all(second)).length).toBe(events.length)
})
