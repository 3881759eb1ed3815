import { WordloomError } from '../errors.js'
import type { TokenizerSpec } from '../tokenizer/tokenizer.js'
import { defaultTokenizer } from '../tokenizer/tokenizer.js'

/** The embedding table, `[vocabulary size, dimension]`. */
export interface EmbeddingSpec {
  /** @defaultValue 50 */
  readonly dimension: number
  /**
   * Whether the table trains with the rest. With `'new-words'` the rows that came from pretrained vectors stay as they
   * are, and those of words that the vectors lack train.
   * @defaultValue true
   */
  readonly trainable: boolean | 'new-words'
}

/** How the states of the last encoder layer become one vector a text. */
export type Pooling = 'last' | 'max' | 'mean'

/** Bidirectional GRU layers on top of each other, and what makes one vector of their states: `[batch, 2 * units]`. */
export interface EncoderSpec {
  /** The only kind there is. */
  readonly type: 'bidirectional-gru'
  /** Units per direction. @defaultValue 64 */
  readonly units: number
  /** Layers; each reads the states of both directions of the one below. @defaultValue 1 */
  readonly layers: number
  /**
   * `last`: the last state of each direction, side by side. `max`, `mean`: over the states of all tokens. An empty text
   * gives zeros.
   * @defaultValue 'last'
   */
  readonly pooling: Pooling
  /**
   * Share of the values between two layers, and of the pooled vector, that a training step sets to 0 (the others are
   * scaled up). 0 or more and below 1.
   * @defaultValue 0
   */
  readonly dropout: number
  /**
   * Whether the reset gate applies after the matrix product, as in Keras 2 and later and in cuDNN, or before it, as in
   * the first papers.
   * @defaultValue true
   */
  readonly resetAfter: boolean
}

/** A dense layer with ReLU between encoder and output. */
export interface HiddenSpec {
  /** @defaultValue 64 */
  readonly units: number
  /** The only one there is. */
  readonly activation: 'relu'
}

/**
 * What is predicted. A binary task has one sigmoid output, the probability of `labels[1]`; a multi-class task a softmax
 * over its labels, one of which is true; a multi-label task one sigmoid a label, any number of which are true.
 */
export interface TaskSpec<Label extends string = string> {
  /** One of two labels a text, one of several, or any number of them. */
  readonly type: 'binary' | 'multi-class' | 'multi-label'
  /** Two labels or more, in the order of their indices. */
  readonly labels: readonly Label[]
}

/** The whole network and what stands before it, as plain JSON. */
export interface ModelSpec<Label extends string = string> {
  /** How a text becomes tokens. */
  readonly tokenizer: TokenizerSpec
  /** Tokens kept from the start of a text. @defaultValue 200 */
  readonly maxLength: number
  /** The table of word vectors. */
  readonly embedding: EmbeddingSpec
  /** What reads the vectors of a text one after the other. */
  readonly encoder: EncoderSpec
  /** The dense layer between encoder and output. */
  readonly hidden: HiddenSpec
  /** The labels, and how many of them a text has. */
  readonly task: TaskSpec<Label>
}

/** The parts of a {@link ModelSpec} that have defaults. */
export interface ModelSpecOptions {
  /** As {@link ModelSpec.tokenizer}. */
  readonly tokenizer?: TokenizerSpec
  /** As {@link ModelSpec.maxLength}. */
  readonly maxLength?: number
  /** As {@link ModelSpec.embedding}. */
  readonly embedding?: Partial<EmbeddingSpec>
  /** As {@link ModelSpec.encoder}. */
  readonly encoder?: Partial<Omit<EncoderSpec, 'type'>>
  /** As {@link ModelSpec.hidden}. */
  readonly hidden?: Partial<Omit<HiddenSpec, 'activation'>>
  /** @defaultValue `binary` for two labels, `multi-class` for more */
  readonly task?: TaskSpec['type']
}

/**
 * Completes a specification with the defaults of the reference network.
 *
 * @throws WordloomError `MODEL_SPEC_INVALID` for sizes that are no positive whole numbers and shares out of range,
 * `DATA_LABELS` for fewer than two labels or a label given twice.
 */
export function createModelSpec<const Label extends string>(
  labels: readonly Label[],
  options: ModelSpecOptions = {},
): ModelSpec<Label> {
  const spec: ModelSpec<Label> = {
    tokenizer: options.tokenizer ?? defaultTokenizer,
    maxLength: options.maxLength ?? 200,
    embedding: { dimension: options.embedding?.dimension ?? 50, trainable: options.embedding?.trainable ?? true },
    encoder: {
      type: 'bidirectional-gru',
      units: options.encoder?.units ?? 64,
      layers: options.encoder?.layers ?? 1,
      pooling: options.encoder?.pooling ?? 'last',
      dropout: options.encoder?.dropout ?? 0,
      resetAfter: options.encoder?.resetAfter ?? true,
    },
    hidden: { units: options.hidden?.units ?? 64, activation: 'relu' },
    task: { type: options.task ?? (labels.length === 2 ? 'binary' : 'multi-class'), labels },
  }
  assertModelSpec(spec)
  return spec
}

/** Throws unless the numbers and labels of a specification make sense. */
export function assertModelSpec(spec: ModelSpec): void {
  positiveInteger('maxLength', spec.maxLength)
  positiveInteger('embedding.dimension', spec.embedding.dimension)
  positiveInteger('encoder.units', spec.encoder.units)
  positiveInteger('encoder.layers', spec.encoder.layers)
  const { dropout } = spec.encoder
  if (!(dropout >= 0 && dropout < 1)) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A share of dropped values is 0 or more and below 1', {
      name: 'encoder.dropout',
      received: String(dropout),
    })
  }
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
 * z, r, h; its bias is `[2, 3 * units]`, the input bias and then the recurrent one, or `[3 * units]` without
 * `resetAfter`.
 */
export function weightShapes(spec: ModelSpec, vocabularySize: number): ReadonlyMap<string, readonly number[]> {
  const { dimension } = spec.embedding
  const { units, layers, resetAfter } = spec.encoder
  const outputs = outputCount(spec)
  const shapes = new Map<string, readonly number[]>([['embedding/embeddings', [vocabularySize, dimension]]])
  for (let layer = 0; layer < layers; layer++) {
    for (const direction of ['forward', 'backward'] as const) {
      shapes.set(`encoder/${layer}/${direction}/kernel`, [layer === 0 ? dimension : 2 * units, 3 * units])
      shapes.set(`encoder/${layer}/${direction}/recurrent_kernel`, [units, 3 * units])
      shapes.set(`encoder/${layer}/${direction}/bias`, resetAfter ? [2, 3 * units] : [3 * units])
    }
  }
  return shapes
    .set('hidden/kernel', [2 * units, spec.hidden.units])
    .set('hidden/bias', [spec.hidden.units])
    .set('output/kernel', [spec.hidden.units, outputs])
    .set('output/bias', [outputs])
}

function positiveInteger(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new WordloomError('MODEL_SPEC_INVALID', 'A size is a whole number of 1 or more', {
      name,
      received: String(value),
    })
  }
}
