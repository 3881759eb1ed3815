import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TextsTrainRequest, TrainingEvent, WordloomError } from '@wordloom/core'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { historyLog } from '../src/history-log.js'
import { trainClassifier } from '../src/train-classifier.js'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wordloom-history-'))
  path = join(folder, 'logs', 'history.jsonl')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

function request(onEvent: (event: TrainingEvent) => void): TextsTrainRequest {
  return {
    texts: ['free money', 'lunch at noon', 'win a phone', 'see you', 'free phone', 'at noon', 'win money', 'notes'],
    labels: ['spam', 'ham', 'spam', 'ham', 'spam', 'ham', 'spam', 'ham'],
    model: { embedding: { dimension: 4 }, encoder: { units: 3 }, hidden: { units: 4 } },
    validation: 0,
    batchSize: 2,
    epochs: 3,
    patience: Infinity,
    onEvent,
  }
}

function lines(): Record<string, unknown>[] {
  const text = readFileSync(path, 'utf8')
  expect(text.endsWith('\n')).toBe(true)
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

it('should hold one line an epoch, each there as soon as the epoch is over', async () => {
  const log = historyLog(path)
  const counts: number[] = []
  const { history } = await trainClassifier(
    request((event) => {
      log(event)
      if (event.type === 'epoch') counts.push(lines().length)
    }),
  )
  expect(counts).toEqual([1, 2, 3])
  expect(lines().map(({ type: _, isBest: __, ...metrics }) => metrics)).toEqual(history)
  expect(readdirSync(join(folder, 'logs'))).toEqual(['history.jsonl'])
})

it('should hold the steps as well, if wanted', async () => {
  await trainClassifier(request(historyLog(path, { steps: true })))
  expect(lines().map(({ type }) => type)).toEqual([1, 2, 3].flatMap(() => ['step', 'step', 'step', 'step', 'epoch']))
})

it('should read as if there had been no interruption', async () => {
  const withoutTime = (): unknown[] => lines().map(({ seconds: _, ...rest }) => rest)
  await trainClassifier(request(historyLog(path, { steps: true })))
  const expected = withoutTime()

  const checkpoints = { path: join(folder, 'checkpoints'), everySteps: 3, resume: true }
  for (const deadAt of [2, 5, 9, 11]) {
    const log = historyLog(path, { steps: true, overwrite: true })
    let steps = 0
    const dies = (event: TrainingEvent): void => {
      log(event)
      if (event.type === 'step' && (event.epoch - 1) * 4 + event.step >= deadAt && ++steps > 0) throw new Error('dead')
    }
    await expect(trainClassifier({ ...request(dies), checkpoints })).rejects.toThrow('dead')
    // As a process leaves it that is killed in the middle of a line.
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"type":"st`)
  }
  await trainClassifier({ ...request(historyLog(path, { steps: true })), checkpoints })
  expect(withoutTime()).toEqual(expected)
})

it('should not touch what is there when a training begins anew, unless that is allowed', async () => {
  await trainClassifier(request(historyLog(path)))
  const before = readFileSync(path, 'utf8')
  const error = await trainClassifier(request(historyLog(path))).result.catch((each: unknown) => each as WordloomError)
  expect(error).toMatchObject({ code: 'FILE_EXISTS', details: { file: path } })
  expect(readFileSync(path, 'utf8')).toBe(before)
  await trainClassifier(request(historyLog(path, { overwrite: true })))
  expect(lines()).toHaveLength(3)
})

it('should end the training when it cannot be written', async () => {
  const training = trainClassifier(request(historyLog(folder)))
  await expect(training).rejects.toMatchObject({ code: expect.stringMatching(/^FILE_/), details: { file: folder } })
})
