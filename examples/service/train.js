import { fileDataset } from '@wordloom/datasets'
import { glove } from '@wordloom/glove-loader'
import { saveModel, trainClassifier } from '@wordloom/trainer-node'

const model = await trainClassifier({
  dataset: fileDataset('tickets.csv', { text: 'text', label: 'topic' }),
  embedding: glove('glove-mini'),
  // Settings for a handful of rows. For thousands, leave all of these out.
  model: { encoder: { units: 16 }, hidden: { units: 16 } },
  optimizer: { learningRate: 0.005 },
  batchSize: 8,
  epochs: 40,
  validation: 0,
})
await saveModel(model, 'model', { overwrite: true })
model.dispose()
console.log('Trained and saved the folder model.')
