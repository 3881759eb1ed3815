import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  createModelSpec,
  createRandom,
  weightShapes,
  type Engine,
  type Tensor,
  type TrainingBatch,
} from '@wordloom/core'
import { kernelsEngine } from '@wordloom/kernels'
import { describe, expect, it } from 'vitest'
import { startKernelThread } from '../src/kernel-threads.js'
import { nodeTrainer } from '../src/node-trainer.js'

const spec = createModelSpec(['ham', 'spam'], { embedding: { dimension: 24 }, encoder: { units: 20 } })
const vocabularySize = 300

function startWeights(): Map<string, Tensor> {
  const random = createRandom(3)
  return new Map(
    [...weightShapes(spec, vocabularySize)].map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1)
      return [name, { shape, data: Float32Array.from({ length }, () => (random.nextFloat() - 0.5) / 2) }]
    }),
  )
}

/** Ragged batches, larger than one task's share of rows and of words. */
function batches(count: number): TrainingBatch[] {
  const random = createRandom(4)
  return Array.from({ length: count }, () => {
    const batchSize = 50
    const time = 40
    const lengths = Int32Array.from({ length: batchSize }, () => random.nextInteger(time + 1))
    const ids = Int32Array.from({ length: batchSize * time }, (_, at) =>
      at % time < lengths[Math.floor(at / time)]! ? 1 + random.nextInteger(vocabularySize - 1) : 0,
    )
    return { batchSize, time, ids, lengths, targets: Int32Array.from(lengths, (length) => length % 2) }
  })
}

async function train(threads: number, deterministic: boolean): Promise<string> {
  const createEngine = kernelsEngine({ threads, deterministic, startThread: startKernelThread })
  const engine: Engine = await createEngine({
    spec,
    vocabularySize,
    weights: startWeights(),
    optimizer: {
      type: 'adam',
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      embeddingUpdates: 'sparse',
    },
  })
  for (const batch of batches(40)) await engine.trainBatch(batch)
  const bytes = [...engine.readState().values()].map(({ data }) => Buffer.from(data.buffer).toString('base64'))
  engine.dispose()
  return bytes.join()
}

describe('threads', () => {
  it.each([true, false])('should not change a bit, deterministic %s', async (deterministic) => {
    const alone = await train(1, deterministic)
    for (const threads of [2, 3, 4, 8]) expect((await train(threads, deterministic)) === alone, `${threads}`).toBe(true)
  })

  it('should refuse a number of threads that is none', () => {
    for (const threads of [0, -1, 1.5, NaN]) {
      expect(() => nodeTrainer({ threads })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    }
  })

  it.each(['disposed', 'forgotten'])('should let a process end with an engine that is %s', async (fate) => {
    const program = fileURLToPath(new URL('fixtures/train-and-leave.mjs', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [program, fate], { timeout: 60_000 })
    expect(stdout).toBe('trained\n')
  })
})
