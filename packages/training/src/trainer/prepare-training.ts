import {
  createModelSpec,
  createRandom,
  createTokenizer,
  type EmbeddingCoverage,
  type ModelSpec,
  type RandomGenerator,
  type TextsTrainRequest,
  type TrainRequest,
  type Weights,
} from '@wordloom/core'
import { assertTrainingData } from '../data/assert-training-data.js'
import { assertSeveralLabels, isMultiLabel, labelOrderOf } from '../data/labels.js'
import { prepareData } from '../data/prepare-data.js'
import { rowsInMemory, type TrainingData } from '../data/row-source.js'
import { defaultShuffleBuffer, isTextDataset, prepareDataset, validationRows } from '../dataset/prepare-dataset.js'
import type { Pause } from '../loop/pause.js'
import { initialEmbedding } from '../weights/initial-embedding.js'
import { initializeWeights } from '../weights/initialize-weights.js'
import { trainingSettings, type TrainingSettings } from './training-settings.js'

/** Everything that must stand before the first step. */
export interface PreparedTraining<Label extends string> {
  /** With all defaults filled in. */
  readonly settings: TrainingSettings
  /** The network. */
  readonly spec: ModelSpec<Label>
  /** What to learn from. */
  readonly data: TrainingData
  /** Where the training begins, by name. */
  readonly weights: Weights
  /** `[vocabularySize]`: 1 for the rows that came from vectors and stay as they are; absent when none does. */
  readonly frozenRows?: Uint8Array | undefined
  /** How many words have pretrained vectors; absent without any. */
  readonly coverage?: EmbeddingCoverage | undefined
  /** Name of the source, `custom` or `random`. */
  readonly embeddingSource: string
  /** Made from the seed; each use has a fork of its own. */
  readonly random: RandomGenerator
}

/**
 * Checks a request and makes data and weights of it. The same request gives the same bytes on every machine.
 *
 * @throws WordloomError `INVALID_ARGUMENT`, `DATA_EMPTY`, `DATA_LABELS`, `TEXTS_EMPTY`, `VOCABULARY_EMPTY`,
 * `MODEL_SPEC_INVALID`, `EMBEDDING_DIMENSION`, `NOT_A_NUMBER`, `OUT_OF_VOCABULARY`, `ABORTED`, and what a source throws.
 */
export async function prepareTraining<Label extends string>(
  request: TrainRequest<Label>,
  pause: Pause,
): Promise<PreparedTraining<Label>> {
  await pause()
  const settings = trainingSettings(request)
  assertTrainingData(request)
  const random = createRandom(settings.seed)
  const { spec: draft, data } =
    request.dataset === undefined
      ? await prepareTexts(request, settings, random, pause)
      : await prepareDataset(request, settings, random, pause)
  const { embedding, coverage, fromVectors, name } = await initialEmbedding(data.vocabulary, {
    from: request.embedding,
    dimension: request.model?.embedding?.dimension,
    defaultDimension: draft.embedding.dimension,
    missingWords: request.missingWords ?? { type: 'random', seed: settings.seed },
    random,
    signal: request.signal,
  })
  await pause()
  const spec: ModelSpec<Label> = {
    ...draft,
    embedding: { ...draft.embedding, dimension: embedding.dimension },
  }
  const weights = initializeWeights(spec, embedding, random)
  const frozenRows = spec.embedding.trainable === 'new-words' ? fromVectors : undefined
  return { settings, spec, data, weights, frozenRows, coverage, embeddingSource: name, random }
}

async function prepareTexts<Label extends string>(
  request: TextsTrainRequest<Label>,
  { batchSize }: TrainingSettings,
  random: RandomGenerator,
  pause: Pause,
): Promise<{ readonly spec: ModelSpec<Label>; readonly data: TrainingData }> {
  const { labels, validation } = request
  assertSeveralLabels(labels)
  const spec = createModelSpec<Label>(request.labelOrder ?? labelOrderOf<Label>(labels), {
    ...(isMultiLabel(labels) && { task: 'multi-label' }),
    ...request.model,
  })
  const streamed = typeof validation === 'object' && isTextDataset(validation) ? validation : undefined
  const inMemory = typeof validation === 'object' && isTextDataset(validation) ? 0 : validation
  const prepared = await prepareData({ ...request, validation: inMemory }, spec, random, pause)
  const { vocabulary } = prepared
  const training = rowsInMemory(prepared.training)
  if (streamed !== undefined) {
    const encoding = { spec, vocabulary, tokenizer: createTokenizer(spec.tokenizer) }
    const streaming = { batchSize, bufferRows: defaultShuffleBuffer, pause }
    return { spec, data: { vocabulary, training, validation: await validationRows(streamed, encoding, streaming) } }
  }
  return {
    spec,
    data: { vocabulary, training, validation: prepared.validation && rowsInMemory(prepared.validation) },
  }
}
