import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadSpamCorpus } from '../src/corpus/index.js'
import { demoEpochs, demoSeeds } from '../src/reference/reference-request.js'
import { evaluateSpamClassifier, trainSpamClassifier } from '../src/train-spam-classifier.js'

const keras: { meanTestAccuracy: number; config: { epochs: number }; runs: { seed: number }[] } = JSON.parse(
  readFileSync(new URL('../../../reference/keras/figures/demo-accuracy.json', import.meta.url), 'utf8'),
)

it('should be as accurate on the test part as Keras, over three seeds', async () => {
  expect(keras.runs.map(({ seed }) => seed)).toEqual(demoSeeds)
  expect(keras.config.epochs).toBe(demoEpochs)
  const corpus = await loadSpamCorpus()
  const accuracies: number[] = []
  for (const seed of demoSeeds) {
    const classifier = await trainSpamClassifier(corpus, { seed, epochs: demoEpochs })
    accuracies.push((await evaluateSpamClassifier(classifier, corpus)).accuracy)
    classifier.dispose()
  }
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length
  console.log(`test accuracy ${accuracies.map((a) => a.toFixed(4)).join(', ')}, Keras' mean ${keras.meanTestAccuracy}`)
  expect(mean).toBeGreaterThan(keras.meanTestAccuracy - 0.003)
}, 900_000)
