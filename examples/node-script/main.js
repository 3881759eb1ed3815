import { wordloom } from '@wordloom/core'
import { fileDataset } from '@wordloom/datasets'
import { glove } from '@wordloom/glove-loader'
import { onnx } from '@wordloom/onnx-export'
import { nodeTrainer } from '@wordloom/trainer-node'

const loom = wordloom().use(glove('glove-mini')).use(nodeTrainer()).use(onnx())

const run = loom.train({
  dataset: fileDataset('tickets.csv', { text: 'text', label: 'topic' }),
  // Settings for a handful of rows. For thousands, leave all of these out.
  model: { encoder: { units: 16 }, hidden: { units: 16 } },
  optimizer: { learningRate: 0.005 },
  batchSize: 8,
  epochs: 40,
  validation: 0,
})
for await (const event of run) {
  if (event.type === 'epoch' && event.epoch % 10 === 0)
    console.log(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}`)
}
const model = await run

const texts = ['My invoice is too high', 'The courier never brought my parcel', 'I cannot remember my password']
for (const [index, { label, probability }] of (await model.predict(texts)).entries()) {
  console.log(`${label} (${Math.round(100 * probability)} %): ${texts[index]}`)
}

await loom.save(model, 'model', { overwrite: true })
await loom.export(model, 'onnx', 'onnx/model.onnx', { overwrite: true })
console.log('Saved the folder model, and onnx/model.onnx after onnxruntime gave the same answers.')
model.dispose()
