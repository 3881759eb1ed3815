import type { Batch, EngineConfig, StepResult, TrainingBatch } from '@wordloom/core'
import type { NetworkParameters, SelectedRows } from '@wordloom/kernels/parameters'
import { arrangeBatch, sides, type ArrangedBatch } from './arranged-batch.js'
import { runEncoder, type EncoderRun } from './encoder.js'
import { forSides } from './gru/gru-weights.js'
import { runHead, type Head } from './head.js'
import { lossTargets, meanLoss } from './loss.js'
import type { Tfjs } from './tfjs.js'
import { joinDownloads, receiveDownloads, upload, type Download } from './transfer.js'
import { addWordGradient, wordInputs } from './word-inputs.js'

/** The network on a backend. Batches are taken to be valid; calls must not overlap. */
export interface Network {
  /** `[batchSize, outputs]` probabilities. */
  predict(batch: Batch): Promise<Float32Array>
  /** As {@link Network.predict}, and leaves the gradients in the parameters. */
  learn(batch: TrainingBatch): Promise<StepResult>
}

/** Programs of WebGL are compiled for each shape: there texts are padded to a multiple of so many tokens. */
const stepsOfShapedBackends = 16

export function createNetwork(tf: Tfjs, config: EngineConfig, parameters: NetworkParameters): Network {
  const { spec, labelSmoothing = 0 } = config
  const { dimension } = spec.embedding
  const multiple = tf.getBackend() === 'webgl' ? stepsOfShapedBackends : 1

  function forward(
    arranged: ArrangedBatch,
    rows: SelectedRows,
    training: boolean,
  ): { encoder: EncoderRun; head: Head } {
    const inputs = forSides((side) => upload(tf, wordInputs(arranged, side, rows, dimension)))
    const encoder = runEncoder(tf, parameters, arranged, inputs, { spec: spec.encoder, dimension, training })
    return { encoder, head: runHead(tf, parameters, encoder.features, spec.task.type) }
  }

  return {
    async predict(batch) {
      const arranged = arrangeBatch(batch, multiple)
      const rows = parameters.table.select(arranged.ids)
      const probabilities = tf.tidy(() => forward(arranged, rows, false).head.probabilities)
      try {
        // The backend may give its own memory, which belongs to nobody once the tensor is gone.
        return (await probabilities.data<'float32'>()).slice()
      } finally {
        probabilities.dispose()
      }
    },
    async learn(batch) {
      const arranged = arrangeBatch(batch, multiple)
      const rows = parameters.table.select(arranged.ids)
      const targets = lossTargets(spec, batch, labelSmoothing)
      const downloads: Download[] = []
      let loss = NaN
      let probabilities = new Float32Array(0)
      const joined = tf.tidy(() => {
        const { encoder, head } = forward(arranged, rows, true)
        downloads.push({
          tensor: head.logits,
          receive: (logits) => (loss = meanLoss(spec, batch, logits, targets, labelSmoothing)),
        })
        downloads.push({ tensor: head.probabilities, receive: (values) => (probabilities = values.slice()) })
        const toFeatures = head.backward(targets, downloads)
        const toWords = encoder.backward(toFeatures, downloads, parameters.table.learns)
        for (const side of sides) {
          if (toWords === undefined) continue
          const receive = (values: Float32Array): void => addWordGradient(arranged, side, rows, values, dimension)
          downloads.push({ tensor: toWords[side], receive })
        }
        return joinDownloads(tf, downloads)
      })
      try {
        receiveDownloads(downloads, await joined.data<'float32'>())
      } finally {
        joined.dispose()
      }
      return { loss, probabilities }
    },
  }
}
