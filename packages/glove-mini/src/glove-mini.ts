/** What this package holds and where. */
export interface GloveMini {
  /** Of the set. */
  readonly name: 'glove-mini'
  /** Columns of the matrix. */
  readonly dimension: 50
  /** Rows of the matrix and lines of the vocabulary. */
  readonly words: 20_000
  /** All words are in lower case. */
  readonly cased: false
  /** Public Domain Dedication and License. */
  readonly license: 'PDDL-1.0'
  /** The file that the rows were taken from, its first ones. */
  readonly source: 'glove.6B.50d.txt'
  /** Where the source is published. */
  readonly homepage: 'https://nlp.stanford.edu/projects/glove/'
  /** A safetensors file with one tensor `embeddings`, float16 `[words, dimension]`, row i for line i of the vocabulary. */
  readonly vectors: URL
  /** UTF-8 text, one word a line in order of frequency, each line ended by a line feed; no special tokens. */
  readonly vocabulary: URL
}

/**
 * The 20,000 most frequent words of GloVe 6B.50d (Wikipedia 2014 and Gigaword 5), rounded to float16.
 *
 * Nothing is read before somebody opens one of the two URLs: they are `file:` URLs in Node, and what a bundler makes of
 * `new URL(…, import.meta.url)` in a browser.
 *
 * @see Pennington, Socher, Manning: GloVe: Global Vectors for Word Representation, EMNLP 2014,
 * https://aclanthology.org/D14-1162/
 */
export const gloveMini: GloveMini = {
  name: 'glove-mini',
  dimension: 50,
  words: 20_000,
  cased: false,
  license: 'PDDL-1.0',
  source: 'glove.6B.50d.txt',
  homepage: 'https://nlp.stanford.edu/projects/glove/',
  vectors: new URL('../data/vectors.safetensors', import.meta.url),
  vocabulary: new URL('../data/vocabulary.txt', import.meta.url),
}
