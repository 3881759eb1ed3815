import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { kernelsEngine } from '@wordloom/kernels'
import { beforeAll, describe, expect, it } from 'vitest'
import { referenceSpec } from '../../src/train/data/reference-spec.js'
import { syntheticDataset } from '../../src/train/data/synthetic-dataset.js'
import { measuredEngine, openMeasurement, type MeasuredNetwork } from '../../src/train/worker/measured-network.js'
import { tfjsLayersNetwork } from '../../src/web/network/tfjs-layers-network.js'
import { smallSizes } from './small-sizes.js'

const dataset = syntheticDataset(smallSizes)
const training = { job: 'train', warmUpSteps: 0, check: true } as const

beforeAll(async () => {
  await tf.setBackend('cpu')
})

async function ownNetwork(): Promise<MeasuredNetwork> {
  const createEngine = kernelsEngine()
  const { weights, sizes } = dataset
  return measuredEngine(
    await createEngine({ spec: referenceSpec(sizes), vocabularySize: sizes.vocabularySize, weights }),
  )
}

describe('tfjsLayersNetwork', () => {
  it('should start from the weights of the dataset, so that its loss is nearly that of Wordloom', async () => {
    const own = await openMeasurement(await ownNetwork(), dataset, { ...training, job: 'predict' })
    const theirs = await openMeasurement(tfjsLayersNetwork(tf, layers, dataset), dataset, training)
    expect(theirs.firstLoss).toBeCloseTo(own.firstLoss!, 3)
    expect(theirs.firstLoss).not.toBeCloseTo(Math.log(2), 6)
  })

  it('should learn, and keep no tensor of a step', async () => {
    const { firstLoss, round } = await openMeasurement(tfjsLayersNetwork(tf, layers, dataset), dataset, training)
    await round({ steps: 1 })
    const before = tf.memory().numTensors
    const { loss } = await round({ steps: 80 })
    expect(loss).toBeLessThan(firstLoss!)
    expect(tf.memory().numTensors).toBe(before)
  })
})
