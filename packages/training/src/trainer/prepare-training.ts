import {
  createModelSpec,
  createRandom,
  type EmbeddingCoverage,
  type ModelSpec,
  type RandomGenerator,
  type TrainRequest,
  type Weights,
} from '@wordloom/core'
import { assertLabeledTexts } from '../data/labeled-texts.js'
import { assertSeveralLabels, isMultiLabel, labelOrderOf } from '../data/labels.js'
import { prepareData, type PreparedData } from '../data/prepare-data.js'
import type { Checkpoint } from '../loop/checkpoint.js'
import { initialEmbedding } from '../weights/initial-embedding.js'
import { initializeWeights } from '../weights/initialize-weights.js'
import { trainingSettings, type TrainingSettings } from './training-settings.js'

/** Everything that must stand before the first step. */
export interface PreparedTraining<Label extends string> {
  readonly settings: TrainingSettings
  readonly spec: ModelSpec<Label>
  readonly data: PreparedData
  readonly weights: Weights
  /** `[vocabularySize]`: 1 for the rows that came from vectors and stay as they are; absent when none does. */
  readonly frozenRows?: Uint8Array | undefined
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
  checkpoint: Checkpoint,
): Promise<PreparedTraining<Label>> {
  await checkpoint()
  assertLabeledTexts(request)
  if (typeof request.validation === 'object') assertLabeledTexts(request.validation, 'validation')
  const settings = trainingSettings(request)
  assertSeveralLabels(request.labels)
  const draft = createModelSpec<Label>(request.labelOrder ?? labelOrderOf<Label>(request.labels), {
    ...(isMultiLabel(request.labels) && { task: 'multi-label' }),
    ...request.model,
  })
  const random = createRandom(settings.seed)
  const data = await prepareData(request, draft, random, checkpoint)
  const { embedding, coverage, fromVectors, name } = await initialEmbedding(data.vocabulary, {
    from: request.embedding,
    dimension: request.model?.embedding?.dimension,
    defaultDimension: draft.embedding.dimension,
    missingWords: request.missingWords ?? { type: 'random', seed: settings.seed },
    random,
    signal: request.signal,
  })
  await checkpoint()
  const spec: ModelSpec<Label> = {
    ...draft,
    embedding: { ...draft.embedding, dimension: embedding.dimension },
  }
  const weights = initializeWeights(spec, embedding, random)
  const frozenRows = spec.embedding.trainable === 'new-words' ? fromVectors : undefined
  return { settings, spec, data, weights, frozenRows, coverage, embeddingSource: name, random }
}
