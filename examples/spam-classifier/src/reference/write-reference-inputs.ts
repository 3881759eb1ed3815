import {
  createTokenizer,
  encodeSafetensors,
  tensorFromFloat32,
  type StoredTensor,
  type TrainingBatch,
} from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import {
  createPause,
  createTrainingBatcher,
  prepareTraining,
  type LabeledRows,
  type RowSource,
} from '@wordloom/training'
import { loadSpamCorpus, type SpamCorpus } from '../corpus/index.js'
import { recordTraining } from './record-training.js'
import { demoEpochs, demoSeeds, referenceRequest, referenceSteps } from './reference-request.js'

const usage = 'Usage: node dist/reference/write-reference-inputs.js FOLDER\n'

/** Input of `make_reference_trace.py`: initial weights and batches of the first steps. */
async function traceInput(corpus: SpamCorpus): Promise<Uint8Array> {
  const { config, batches } = await recordTraining(referenceRequest(corpus), referenceSteps)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, tensor] of config.weights) tensors.set(`initial/${name}`, tensorFromFloat32(tensor))
  for (const [step, { ids, targets, batchSize, time }] of batches.entries()) {
    tensors.set(`batch/${step}/ids`, integers([batchSize, time], ids))
    tensors.set(`batch/${step}/targets`, integers([batchSize], targets))
  }
  return encodeSafetensors(tensors)
}

/** Input of `make_demo_accuracy.py`: what the demo trains, validates and tests on, and where it starts, for each seed. */
async function accuracyInput(corpus: SpamCorpus): Promise<Uint8Array> {
  const tensors = new Map<string, StoredTensor>()
  for (const seed of demoSeeds) {
    const { spec, data, weights } = await prepareTraining({ ...referenceRequest(corpus), seed }, createPause())
    for (const [name, tensor] of weights) tensors.set(`seed/${seed}/initial/${name}`, tensorFromFloat32(tensor))
    const test = data.vocabulary.encodeBatch(corpus.test.texts.map(createTokenizer(spec.tokenizer)), spec)
    const parts = {
      train: await padded(data.training),
      validation: await padded(data.validation!),
      test: { ...test, targets: targetsOf(corpus) },
    }
    for (const [part, { batchSize, time, ids, targets }] of Object.entries(parts)) {
      tensors.set(`seed/${seed}/${part}/ids`, integers([batchSize, time], ids))
      tensors.set(`seed/${seed}/${part}/targets`, integers([batchSize], targets))
    }
  }
  return encodeSafetensors(tensors, { config: JSON.stringify({ epochs: demoEpochs }) })
}

async function padded(source: RowSource): Promise<TrainingBatch> {
  const parts: LabeledRows[] = []
  for await (const part of source.parts(1)) parts.push(part)
  const rows = source.rowCount
  // Rows in memory come as one part.
  return createTrainingBatcher(parts[0]!, rows)(
    Int32Array.from({ length: rows }, (_, row) => row),
    0,
  )
}

function targetsOf({ test }: SpamCorpus): Int32Array {
  return Int32Array.from(test.labels, (label) => (label === 'spam' ? 1 : 0))
}

function integers(shape: readonly number[], values: Int32Array): StoredTensor {
  return { dtype: 'I32', shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) }
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  const corpus = await loadSpamCorpus()
  const files = nodeFiles()
  await files.writeFile(`${folder}/trace-input.safetensors`, await traceInput(corpus), { overwrite: true })
  await files.writeFile(`${folder}/accuracy-input.safetensors`, await accuracyInput(corpus), { overwrite: true })
}
