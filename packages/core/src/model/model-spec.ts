import { WordloomError } from '../errors.js'
import type { TokenizerSpec } from '../tokenizer/tokenizer.js'
import { defaultTokenizer } from '../tokenizer/tokenizer.js'

/** The embedding table, `[vocabulary size, dimension]`. */
export interface EmbeddingSpec {
  /** @defaultValue 50 */
  readonly dimension: number
  /** Whether the table trains with the rest. @defaultValue true */
  readonly trainable: boolean
}

/** One bidirectional GRU layer whose two last states are concatenated: `[batch, 2 * units]`. */
export interface EncoderSpec {
  readonly type: 'bidirectional-gru'
  /** Units per direction. @defaultValue 64 */
  readonly units: number
}

/** A dense layer with ReLU between encoder and output. */
export interface HiddenSpec {
  /** @defaultValue 64 */
  readonly units: number
  readonly activation: 'relu'
}

/** What is predicted. A binary task has one sigmoid output, the probability of `labels[1]`. */
export interface TaskSpec<Label extends string = string> {
  readonly type: 'binary' | 'multi-class'
  /** Two labels (binary) or more (multi-class), in the order of their indices. */
  readonly labels: readonly Label[]
}

/** The whole network and what stands before it, as plain JSON. */
export interface ModelSpec<Label extends string = string> {
  readonly tokenizer: TokenizerSpec
  /** Tokens kept from the start of a text. @defaultValue 200 */
  readonly maxLength: number
  readonly embedding: EmbeddingSpec
  readonly encoder: EncoderSpec
  readonly hidden: HiddenSpec
  readonly task: TaskSpec<Label>
}

/** The parts of a {@link ModelSpec} that have defaults. */
export interface ModelSpecOptions {
  readonly tokenizer?: TokenizerSpec
  readonly maxLength?: number
  readonly embedding?: Partial<EmbeddingSpec>
  readonly encoder?: Partial<Omit<EncoderSpec, 'type'>>
  readonly hidden?: Partial<Omit<HiddenSpec, 'activation'>>
}

/**
 * Completes a specification with the defaults of the reference network.
 *
 * @throws WordloomError `MODEL_SPEC_INVALID` for sizes that are no positive whole numbers, `DATA_LABELS` for fewer than
 * two labels or a label given twice.
 */
export function createModelSpec<const Label extends string>(
  labels: readonly Label[],
  options: ModelSpecOptions = {},
): ModelSpec<Label> {
  const spec: ModelSpec<Label> = {
    tokenizer: options.tokenizer ?? defaultTokenizer,
    maxLength: options.maxLength ?? 200,
    embedding: { dimension: options.embedding?.dimension ?? 50, trainable: options.embedding?.trainable ?? true },
    encoder: { type: 'bidirectional-gru', units: options.encoder?.units ?? 64 },
    hidden: { units: options.hidden?.units ?? 64, activation: 'relu' },
    task: { type: labels.length === 2 ? 'binary' : 'multi-class', labels },
  }
  assertModelSpec(spec)
  return spec
}

/** Throws unless the numbers and labels of a specification make sense. */
export function assertModelSpec(spec: ModelSpec): void {
  positiveInteger('maxLength', spec.maxLength)
  positiveInteger('embedding.dimension', spec.embedding.dimension)
  positiveInteger('encoder.units', spec.encoder.units)
  positiveInteger('hidden.units', spec.hidden.units)
  const { labels, type } = spec.task
  if (labels.length < 2) {
    throw new WordloomError('DATA_LABELS', 'A classifier needs at least two different labels', {
      expected: 'two labels or more',
      received: labels.length === 1 ? `only '${labels[0]}'` : 'none',
    })
  }
  if (new Set(labels).size !== labels.length) {
    throw new WordloomError('DATA_LABELS', 'A label is listed twice', { received: labels.join(', ') })
  }
  if (type === 'binary' && labels.length !== 2) {
    throw new WordloomError('DATA_LABELS', 'A binary task has two labels', { received: labels.length })
  }
}

/** Number of outputs of the last layer: 1 for a binary task, else one per label. */
export function outputCount(spec: ModelSpec): number {
  return spec.task.type === 'binary' ? 1 : spec.task.labels.length
}

/**
 * Names and shapes of the weights, in Keras' layouts: kernels are `[inputs, outputs]`; the GRU's gates stand in the order
 * z, r, h; its bias is `[2, 3 * units]`, the input bias and then the recurrent one (`reset_after=True`).
 */
export function weightShapes(spec: ModelSpec, vocabularySize: number): ReadonlyMap<string, readonly number[]> {
  const { dimension } = spec.embedding
  const { units } = spec.encoder
  const outputs = outputCount(spec)
  return new Map<string, readonly number[]>([
    ['embedding/embeddings', [vocabularySize, dimension]],
    ...(['forward', 'backward'] as const).flatMap((direction): [string, readonly number[]][] => [
      [`encoder/0/${direction}/kernel`, [dimension, 3 * units]],
      [`encoder/0/${direction}/recurrent_kernel`, [units, 3 * units]],
      [`encoder/0/${direction}/bias`, [2, 3 * units]],
    ]),
    ['hidden/kernel', [2 * units, spec.hidden.units]],
    ['hidden/bias', [spec.hidden.units]],
    ['output/kernel', [spec.hidden.units, outputs]],
    ['output/bias', [outputs]],
  ])
}

function positiveInteger(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A size is a whole number of 1 or more', {
      name,
      received: String(value),
    })
  }
}
