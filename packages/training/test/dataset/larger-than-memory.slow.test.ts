import { createRandom, type LabeledText, type TextDataset } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { expect, it } from 'vitest'
import { startTraining } from '../../src/trainer/create-trainer.js'
import { bytesInUse, createAliveCount } from '../support/memory-use.js'

const rows = 2_000_000
const shuffleBuffer = 8192
/** Of a text: the ids of one row in memory fill as many words. */
const tokens = 12
const measureEvery = 200_000

it('should hold a buffer of rows, and not millions', { timeout: 900_000 }, async () => {
  const alive = createAliveCount()
  const measured: { pass: number; row: number; alive: number; bytes: number }[] = []
  let passes = 0
  const dataset: TextDataset = {
    async *rows(): AsyncGenerator<LabeledText> {
      const random = createRandom(1)
      const pass = (passes += 1)
      for (let row = 0; row < rows; row++) {
        const isSpam = random.nextInteger(2) === 1
        const words = Array.from({ length: tokens - 1 }, () => `w${random.nextInteger(5000)}`)
        const item = { text: `${words.join(' ')} ${isSpam ? 'free' : 'noon'}`, label: isSpam ? 'spam' : 'ham' }
        alive.watch(item)
        yield item
        if (row % measureEvery === measureEvery - 1) {
          const bytes = await bytesInUse()
          measured.push({ pass, row, alive: alive.count(), bytes })
        }
      }
    },
  }

  const classifier = await startTraining(
    {
      dataset,
      shuffleBuffer,
      validation: 0.05,
      epochs: 1,
      batchSize: 128,
      model: { embedding: { dimension: 4 }, encoder: { units: 2 }, hidden: { units: 2 } },
    },
    createKernelsEngine,
  )

  const megabytes = measured.map(({ pass, row, bytes }) => `${pass}/${row + 1}: ${(bytes / 2 ** 20).toFixed(1)}`)
  process.stdout.write(`pass/row: MiB in use\n${megabytes.join('\n')}\n`)
  // One to get to know it, one to train and one to validate.
  expect(passes).toBe(3)
  expect(Math.max(...measured.map(({ alive: count }) => count))).toBeLessThan(10)
  const bytes = measured.map((each) => each.bytes)
  // The ids alone of all rows would be more than 90 MB; a full buffer and a full part of 8192 rows each are about 8 MB.
  expect(Math.max(...bytes) - bytes[0]!).toBeLessThan(16 * 2 ** 20)
  const training = measured.filter(({ pass }) => pass === 2).map((each) => each.bytes)
  const half = training.length / 2
  expect(Math.max(...training.slice(half)) - Math.max(...training.slice(0, half))).toBeLessThan(4 * 2 ** 20)
  expect(classifier.history[0]!.validationAccuracy).toBeGreaterThan(0.9)
  classifier.dispose()
})
