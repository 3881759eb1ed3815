import {
  createTokenizer,
  outputCount,
  WordloomError,
  type Batch,
  type Classifier,
  type EngineFactory,
  type Prediction,
  type TaskSpec,
  type TrainedModel,
} from '@wordloom/core'
import { assertList, assertStrings } from '../data/labeled-texts.js'
import { encodeRows, tokenizeTexts } from '../data/token-rows.js'
import { createPause } from '../loop/pause.js'
import { defaultThreshold, mostProbable, probabilityOf } from '../metrics/score-rows.js'
import { assertRange } from '../trainer/assert-range.js'
import { assertWholeNumber } from '../trainer/whole-number.js'
import { predictRows } from './predict-rows.js'

const defaultBatchSize = 32

/**
 * Makes a trained model predict, on an engine without optimizer state.
 *
 * @throws WordloomError `TENSOR_MISSING` or `TENSOR_SHAPE` for weights that do not fit the specification, and what the
 * engine throws. `predict` throws `INVALID_ARGUMENT`, `ABORTED` and after `dispose` `DISPOSED`.
 */
export async function createClassifier<Label extends string>(
  model: TrainedModel<Label>,
  createEngine: EngineFactory,
): Promise<Classifier<Label>> {
  const { spec, vocabulary, weights } = model
  const engine = await createEngine({ spec, vocabularySize: vocabulary.size, weights })
  const tokenizer = createTokenizer(spec.tokenizer)
  const outputs = outputCount(spec)
  let disposed = false
  const predictBatch = async (batch: Batch): Promise<Float32Array> => {
    if (disposed) throw disposedError()
    return engine.predictBatch(batch)
  }
  return {
    ...model,
    predictBatch,
    async predict(texts, { signal, batchSize = defaultBatchSize, threshold = defaultThreshold } = {}) {
      if (disposed) throw disposedError()
      assertWholeNumber('batchSize', batchSize, 1)
      assertRange('threshold', threshold, threshold >= 0 && threshold <= 1, 'a probability, 0 … 1')
      assertList(texts, 'texts')
      assertStrings(texts, 'texts')
      const pause = createPause(signal)
      await pause()
      const tokenized = await tokenizeTexts(texts, tokenizer, pause)
      const rows = encodeRows(tokenized, vocabulary, spec.maxLength)
      const probabilities = await predictRows(rows, { predictBatch, outputs, batchSize, pause })
      return texts.map((_, row) => predictionOf(probabilities, row, spec.task, threshold))
    },
    dispose() {
      disposed = true
      engine.dispose()
    },
  }
}

function predictionOf<Label extends string>(
  values: Float32Array,
  row: number,
  { type, labels }: TaskSpec<Label>,
  threshold: number,
): Prediction<Label> {
  const outputs = type === 'binary' ? 1 : labels.length
  const probabilities = Object.fromEntries(
    labels.map((label, index) => [label, probabilityOf(values, row, outputs, index)]),
  ) as Record<Label, number>
  const label = labels[mostProbable(values, row, outputs)]!
  return {
    label,
    probability: probabilities[label],
    probabilities,
    labels: type === 'multi-label' ? labels.filter((each) => probabilities[each] >= threshold) : [label],
  }
}

function disposedError(): WordloomError {
  return new WordloomError('DISPOSED', 'The classifier was disposed', {
    hint: 'Call dispose() after the last prediction, or load the model again.',
  })
}
