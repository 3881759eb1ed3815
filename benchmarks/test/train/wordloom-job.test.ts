import { describe, expect, it } from 'vitest'
import { openJob } from '../../src/train/worker/wordloom-job.js'
import type { Job } from '../../src/train/worker/protocol.js'

const sizes = { vocabularySize: 50, dimension: 5, units: 3, hiddenUnits: 4, time: 6, batchSize: 4 }

async function openWith(job: Job) {
  return openJob({ job, sizes, threads: 1, warmUpSteps: 2, check: true })
}

describe('openJob', () => {
  it('should start at the loss of chance and learn', async () => {
    const { answer, round } = await openWith('train')
    expect(answer.firstLoss).toBeCloseTo(Math.log(2), 1)
    const { loss } = await round({ steps: 2000 })
    expect(loss).toBeLessThan(answer.firstLoss! / 2)
  })

  it('should measure predictions, which have no loss', async () => {
    const { round } = await openWith('predict')
    const { milliseconds, loss } = await round({ steps: 3 })
    expect(milliseconds).toBeGreaterThan(0)
    expect(loss).toBeNull()
  })

  it('should train whole epochs', async () => {
    const { answer, round } = await openWith('epoch')
    const { loss } = await round({ steps: 1 })
    expect(loss).toBeCloseTo(answer.firstLoss!, 1)
  })
})
