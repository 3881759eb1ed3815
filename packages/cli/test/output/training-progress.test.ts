import { PassThrough } from 'node:stream'
import type { TrainingEvent } from '@wordloom/core'
import { describe, expect, it } from 'vitest'
import type { CommandIo } from '../../src/io.js'
import { createTrainingProgress } from '../../src/output/training-progress.js'

const coverage = { words: 200, found: 150, occurrences: 0.912, missingExamples: [] }

const events: readonly TrainingEvent[] = [
  {
    type: 'start',
    epochs: 3,
    stepsPerEpoch: 40,
    trainingRows: 1280,
    validationRows: 20,
    vocabularySize: 202,
    parameters: 12345,
    coverage,
    engine: 'kernels',
  },
  ...[1, 2].flatMap((epoch): TrainingEvent[] => [
    ...Array.from({ length: 40 }, (_, index): TrainingEvent => ({
      type: 'step',
      epoch,
      step: index + 1,
      stepsPerEpoch: 40,
      loss: 0.5,
      accuracy: 0.75,
      learningRate: 0.001,
    })),
    {
      type: 'epoch',
      epoch,
      loss: 0.6,
      accuracy: 0.7,
      validationLoss: 0.5,
      validationAccuracy: 0.8,
      seconds: 1.25,
      isBest: epoch === 1,
    },
  ]),
  { type: 'end', reason: 'early-stopping', bestEpoch: 1 },
]

async function show(settings: { isTTY: boolean; quiet?: boolean }): Promise<string> {
  const stderr = Object.assign(new PassThrough(), { isTTY: settings.isTTY, columns: 100 })
  const io: CommandIo = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr,
    env: {},
    onInterrupt: () => () => undefined,
  }
  const progress = await createTrainingProgress(io, { quiet: settings.quiet ?? false })
  for (const event of events) progress.show(event)
  progress.stop()
  progress.show(events[1]!)
  stderr.end()
  return Buffer.concat(await stderr.toArray()).toString()
}

describe('createTrainingProgress', () => {
  it('should write a line an epoch where nobody watches', async () => {
    expect(await show({ isTTY: false })).toMatchInlineSnapshot(`
      "1,280 rows to train on, 20 to validate; 202 tokens, 12,345 parameters; engine kernels
      pretrained vectors for 150 of 200 words, 91.2 % of what occurs
      epoch 1  loss 0.6000  accuracy 0.7000  validation loss 0.5000  validation accuracy 0.8000  1.3 s  best
      epoch 2  loss 0.6000  accuracy 0.7000  validation loss 0.5000  validation accuracy 0.8000  1.3 s
      no better for a while: kept epoch 1
      "
    `)
  })

  it('should draw a bar on a terminal, and the same lines', async () => {
    const shown = await show({ isTTY: true })
    expect(shown).toMatch(/epoch 1 \[[=-]{24}\] \d+\/40 {2}loss 0\.5000 {2}accuracy 0\.7500/)
    expect(shown).toMatch(/epoch 2 \[[=-]{24}\]/)
    for (const line of (await show({ isTTY: false })).trimEnd().split('\n')) expect(shown).toContain(`${line}\n`)
  })

  it('should write nothing when quiet', async () => {
    expect(await show({ isTTY: true, quiet: true })).toBe('')
    expect(await show({ isTTY: false, quiet: true })).toBe('')
  })
})
