import type { Embedding } from '../embedding/embedding.js'
import type { EmbeddingCoverage } from '../embedding/initialize-embedding.js'
import type { OutOfVocabularyPolicy } from '../embedding/out-of-vocabulary.js'
import { WordloomError } from '../errors.js'
import type { ModelSpecOptions } from '../model/model-spec.js'
import type { EpochMetrics, TrainedModel } from '../model/trained-model.js'
import type { Classifier } from './classifier.js'
import type { EmbeddingSource } from './embedding-source.js'
import type { OptimizerSpec } from './engine.js'
import type { FileStore } from './file-store.js'
import type { TextDataset } from './text-dataset.js'

/** An optimizer by its type (default `adam`); what is left out has the defaults of its specification. */
export type OptimizerOptions = {
  [Type in OptimizerSpec['type']]: OptimizerName<Type> & Partial<Omit<OptimizerOfType<Type>, 'type'>>
}[OptimizerSpec['type']]

type OptimizerOfType<Type> = Extract<OptimizerSpec, { readonly type: Type }>

type OptimizerName<Type> = Type extends 'adam'
  ? {
      /** Which optimizer; `adam` may be left out. */
      readonly type?: Type
    }
  : {
      /** Which optimizer. */
      readonly type: Type
    }

/** Texts and their labels, one to one. */
export interface LabeledTexts<Label extends string = string> {
  /** One or more. */
  readonly texts: readonly string[]
  /** One label a text; or a list of labels a text, which may be empty, for a multi-label task. */
  readonly labels: readonly (Label | readonly Label[])[]
  /**
   * How much each text counts, 0 or more; in the loss, not in accuracy.
   * @defaultValue 1 for every text
   */
  readonly weights?: readonly number[]
}

/**
 * How the learning rate moves over a training. Every schedule may begin with a linear warm-up from 0 over
 * `warmupSteps` (default 0).
 */
export type LearningRateSchedule =
  | {
      /** Always the learning rate itself. */
      readonly type: 'constant'
      /** Steps of the warm-up. @defaultValue 0 */
      readonly warmupSteps?: number
    }
  | {
      /** Half a cosine from the learning rate down to `minimum`. */
      readonly type: 'cosine'
      /** Steps of the warm-up. @defaultValue 0 */
      readonly warmupSteps?: number
      /** Steps behind the warm-up. @defaultValue those of all epochs */
      readonly decaySteps?: number
      /** @defaultValue 0 */
      readonly minimum?: number
    }
  | {
      /** Multiplied by `factor` after every so many epochs. */
      readonly type: 'step'
      /** Steps of the warm-up. @defaultValue 0 */
      readonly warmupSteps?: number
      /** @defaultValue 1 */
      readonly epochs?: number
      /** @defaultValue 0.5 */
      readonly factor?: number
    }
  | {
      /** Multiplied by `factor` after `patience` epochs without a better loss (Keras' `ReduceLROnPlateau`). */
      readonly type: 'reduce-on-plateau'
      /** Steps of the warm-up. @defaultValue 0 */
      readonly warmupSteps?: number
      /** @defaultValue 0.1 */
      readonly factor?: number
      /** @defaultValue 1 */
      readonly patience?: number
      /** What counts as better. @defaultValue 0.0001 */
      readonly minimumChange?: number
      /** Epochs after a reduction in which nothing is counted. @defaultValue 0 */
      readonly cooldown?: number
      /** @defaultValue 0 */
      readonly minimum?: number
    }

/** Where a training leaves what it needs to go on after a crash. */
export interface CheckpointOptions {
  /** A folder of the trainer's file store, used for nothing else; each checkpoint is a folder in it. */
  readonly path: string
  /** Counted over the whole training; another is written at its end. @defaultValue once an epoch */
  readonly everySteps?: number
  /** How many of the newest are kept. @defaultValue 2 */
  readonly keep?: number
  /**
   * Goes on from the newest checkpoint, bit for bit as if it had not been interrupted; starts anew when there is none.
   * Data and options must be the same; only `epochs` may grow, unless the learning rate depends on it.
   * @defaultValue false: a folder that holds checkpoints is refused
   */
  readonly resume?: boolean
}

/** How to train. Everything may be left out. */
export interface TrainingOptions<Label extends string = string> {
  /** Order of the labels; the second of two is the positive one. @defaultValue the labels that occur, sorted */
  readonly labelOrder?: readonly Label[]
  /**
   * A share of the rows, seeded, or rows of their own. The share of texts in memory is stratified; of a dataset each row
   * is drawn by its number. @defaultValue 0.1; 0 for none
   */
  readonly validation?: number | LabeledTexts<Label> | TextDataset<Label>
  /** Sizes of the network, tokenizer and maximum length. The dimension defaults to that of the embedding given. */
  readonly model?: ModelSpecOptions
  /** Where the initial rows of the embedding table come from. @defaultValue random, uniform ±0.05 */
  readonly embedding?: EmbeddingSource | Embedding
  /** Initial rows of words that the embedding lacks. @defaultValue `{ type: 'random', seed }` */
  readonly missingWords?: OutOfVocabularyPolicy
  /** Largest vocabulary, padding and unknown included. @defaultValue 20000 */
  readonly maxTokens?: number
  /** Tokens seen less often are unknown. @defaultValue 1 */
  readonly minFrequency?: number
  /** @defaultValue 10 */
  readonly epochs?: number
  /** @defaultValue 32 */
  readonly batchSize?: number
  /** @defaultValue Adam, sparse updates of the table */
  readonly optimizer?: OptimizerOptions
  /** @defaultValue constant */
  readonly learningRateSchedule?: LearningRateSchedule
  /**
   * Batches of rows of similar length, in a seeded random order: less padding, other batches. @defaultValue true
   */
  readonly bucketing?: boolean
  /**
   * How much the rows of a label count; `balanced` makes all labels count the same in sum: rows / (labels × rows of the
   * label), as scikit-learn, counted over the training rows. A row of several labels counts as the mean of theirs, one of
   * none as 1. They multiply the rows' own weights and do not touch validation, as in Keras. @defaultValue 1 for every label
   */
  readonly classWeights?: 'balanced' | Readonly<Partial<Record<NoInfer<Label>, number>>>
  /** Draws the targets towards the uniform distribution, 0 or more and below 1. @defaultValue 0 */
  readonly labelSmoothing?: number
  /** Saves what a training needs to go on. @defaultValue nothing is saved */
  readonly checkpoints?: CheckpointOptions
  /**
   * Stop after this many epochs without a better validation loss (training loss without validation); the best weights
   * are restored in any case. @defaultValue 2; Infinity never stops early
   */
  readonly patience?: number
  /** @defaultValue 42 */
  readonly seed?: number
  /** Cancels the training, which then rejects with a {@link TrainingAbortedError}. */
  readonly signal?: AbortSignal
  /** Called with each event, in order; what it throws ends the training. */
  readonly onEvent?: (event: TrainingEvent) => void
}

/** Training on texts in memory. */
export interface TextsTrainRequest<Label extends string = string> extends TrainingOptions<Label>, LabeledTexts<Label> {
  /** Not beside texts. */
  readonly dataset?: undefined
}

/** Training on a dataset that may be larger than memory. */
export interface DatasetTrainRequest<Label extends string = string> extends TrainingOptions<Label> {
  /** The rows, read again in each epoch. */
  readonly dataset: TextDataset<Label>
  /**
   * Rows that are held in memory to be shuffled: a row moves about so far from where it stands in the dataset.
   * @defaultValue 16384
   */
  readonly shuffleBuffer?: number
  /** Not beside a dataset. */
  readonly texts?: undefined
  /** Not beside a dataset. */
  readonly labels?: undefined
}

/** What to train on and how: `texts` and `labels`, or a `dataset`. */
export type TrainRequest<Label extends string = string> = TextsTrainRequest<Label> | DatasetTrainRequest<Label>

/** Where a training goes on. */
export interface ResumePoint {
  /** The checkpoint's folder. */
  readonly path: string
  /** The epoch that was under way, counted from 1; one more than there are epochs when all were done. */
  readonly epoch: number
  /** Steps of that epoch that were done. */
  readonly step: number
  /** Newer checkpoints that could not be used, and why. */
  readonly damaged: readonly {
    /** The checkpoint's folder. */
    readonly path: string
    /** The message of the error. */
    readonly reason: string
  }[]
}

/**
 * What happens during training, in this order: one `start`, `step`s and an `epoch` for each epoch, one `end`; a
 * `checkpoint` whenever one has been written. A training that goes on from a checkpoint reports what follows it.
 */
export type TrainingEvent =
  | {
      /** Before the first step. */
      readonly type: 'start'
      /** Epochs at most. */
      readonly epochs: number
      /** Batches of an epoch. */
      readonly stepsPerEpoch: number
      /** Rows that are learnt from. */
      readonly trainingRows: number
      /** Rows that were set aside. */
      readonly validationRows: number
      /** Ids, special tokens included. */
      readonly vocabularySize: number
      /** Number of trainable and frozen weights. */
      readonly parameters: number
      /** Present when the table starts from pretrained vectors. */
      readonly coverage?: EmbeddingCoverage
      /** What crunches the numbers, for people. */
      readonly engine: string
      /** Present when the training goes on from a checkpoint. */
      readonly resumed?: ResumePoint
    }
  | {
      /** After a step. */
      readonly type: 'step'
      /** Counted from 1. */
      readonly epoch: number
      /** Counted from 1 within the epoch. */
      readonly step: number
      /** Batches of an epoch. */
      readonly stepsPerEpoch: number
      /** Of this batch. */
      readonly loss: number
      /** Of the epoch so far. */
      readonly accuracy: number
      /** Of this step. */
      readonly learningRate: number
    }
  | ({
      /** After the last step of an epoch and its validation. */
      readonly type: 'epoch'
      /** Whether its loss is the lowest so far. */
      readonly isBest: boolean
    } & EpochMetrics)
  | {
      /** A checkpoint has been written. */
      readonly type: 'checkpoint'
      /** Its folder. */
      readonly path: string
      /** The epoch under way, counted from 1; one more than there are epochs when all are done. */
      readonly epoch: number
      /** Steps done of that epoch. */
      readonly step: number
    }
  | {
      /** After the last epoch. */
      readonly type: 'end'
      /** Why there is no further epoch. */
      readonly reason: 'completed' | 'early-stopping'
      /** The epoch whose weights the classifier has, counted from 1. */
      readonly bestEpoch: number
    }

/**
 * A training under way. Await it for the classifier; iterate it for the events; do both, or either.
 * It runs whether or not anybody iterates.
 */
export interface TrainingRun<Label extends string = string>
  extends AsyncIterable<TrainingEvent>, PromiseLike<Classifier<Label>> {
  /** The classifier, with the best weights. */
  readonly result: Promise<Classifier<Label>>
}

/** The trainer plugin. */
export interface Trainer {
  /** Tells it from other plugins. */
  readonly kind: 'trainer'
  /** For people: `node`, `web`, … */
  readonly name: string
  /** Where this platform keeps files, if it does. */
  readonly files?: FileStore
  /** Starts at once. Rejections carry a {@link WordloomError}. */
  train<const Label extends string>(request: TrainRequest<Label>): TrainingRun<Label>
  /** Makes a stored model predict. */
  createClassifier<Label extends string>(model: TrainedModel<Label>): Promise<Classifier<Label>>
}

/** The training was cancelled. What was best so far is not lost. */
export class TrainingAbortedError<Label extends string = string> extends WordloomError {
  /** The name of the class. */
  override readonly name: string = 'TrainingAbortedError'
  /** The best weights so far; absent when no epoch had ended. */
  readonly classifier: Classifier<Label> | undefined

  constructor(classifier: Classifier<Label> | undefined, cause?: unknown) {
    super('ABORTED', 'The training was cancelled', {
      hint:
        classifier === undefined
          ? 'No epoch had ended, so there are no weights to keep.'
          : `The best weights so far are those of epoch ${classifier.bestEpoch}.`,
      cause,
    })
    this.classifier = classifier
  }
}
