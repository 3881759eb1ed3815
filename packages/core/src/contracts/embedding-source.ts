import type { Embedding } from '../embedding/embedding.js'
import type { OutOfVocabularyPolicy } from '../embedding/out-of-vocabulary.js'
import type { WorkOptions } from './progress.js'

/** What is wanted from a source. */
export interface EmbeddingSourceOptions extends WorkOptions {
  /** Only these words, in the order of the source. Special tokens among them are not looked up. */
  readonly words?: ReadonlySet<string>
  /** Only the first rows: the most frequent words in files sorted by frequency. */
  readonly limit?: number
  /** What the unknown token's row holds. @defaultValue `{ type: 'mean' }` */
  readonly outOfVocabulary?: OutOfVocabularyPolicy
}

/** The source plugin: pretrained vectors from somewhere. */
export interface EmbeddingSource {
  /** Tells it from other plugins. */
  readonly kind: 'source'
  /** A name for people and model cards: `glove-mini`, `glove.6B.100d.txt`. */
  readonly name: string
  /** The dimension, where it is known without reading the vectors. */
  readonly dimension?: number
  /**
   * Loads vectors. Rows 0 and 1 are padding and unknown; words follow in the order of the source.
   * A word that the source lacks is absent from the result: that is no error.
   */
  load(options?: EmbeddingSourceOptions): Promise<Embedding>
}
