import { createRandom, type Classifier, type TextsTrainRequest } from '@wordloom/core'
import { createKernelsEngine } from '@wordloom/kernels'
import { expect, it } from 'vitest'
import { createTrainer } from '../../src/trainer/create-trainer.js'

const trainer = createTrainer({ name: 'kernels', createEngine: createKernelsEngine })
const bytesOf = ({ weights }: Classifier): string => [...weights].map(([name, { data }]) => `${name}${data}`).join()

/** The same words in either order, so that no bag of words can tell. */
function wordOrderTask(): TextsTrainRequest<'a first' | 'b first'> {
  const random = createRandom(11)
  const texts = Array.from({ length: 48 }, (_, row) => {
    const fillers = Array.from({ length: random.nextInteger(4) }, () => `w${random.nextInteger(6)}`).join(' ')
    return row % 2 === 0 ? `a ${fillers} b` : `b ${fillers} a`
  })
  return {
    texts,
    labels: texts.map((text) => (text.startsWith('a') ? 'a first' : 'b first')),
    validation: 0,
    model: { embedding: { dimension: 6 }, encoder: { units: 6 }, hidden: { units: 8 } },
    optimizer: { learningRate: 0.02 },
    epochs: 30,
    batchSize: 16,
    patience: Infinity,
  }
}

it('should learn the order of words', async () => {
  const request = wordOrderTask()
  const classifier = await trainer.train(request)
  const predictions = await classifier.predict(request.texts)
  expect(predictions.map(({ label }) => label)).toEqual(request.labels)
  expect(classifier.history.at(-1)!.loss).toBeLessThan(classifier.history[0]!.loss / 5)
  classifier.dispose()
})

it('should give the same bytes for the same seed and others for another', async () => {
  const train = async (seed: number): Promise<string> => {
    const classifier = await trainer.train({ ...wordOrderTask(), epochs: 2, seed })
    classifier.dispose()
    return bytesOf(classifier)
  }
  const first = await train(1)
  expect(await train(1)).toBe(first)
  expect(await train(2)).not.toBe(first)
})

it('should leave a frozen table as it was', async () => {
  const model = { ...wordOrderTask().model, embedding: { dimension: 6, trainable: false } }
  const train = async (epochs: number): Promise<Float32Array> => {
    const classifier = await trainer.train({ ...wordOrderTask(), model, epochs })
    classifier.dispose()
    return classifier.weights.get('embedding/embeddings')!.data
  }
  expect(await train(1)).toEqual(await train(3))
})
