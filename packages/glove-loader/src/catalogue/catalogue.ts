import { WordloomError } from '@wordloom/core'
import type { DownloadFile, VectorSet } from './vector-set.js'

/** Stanford's places: the first is the one that its own README names first. */
const urlsOf = (archive: string): readonly string[] => [
  `https://nlp.stanford.edu/data/wordvecs/${archive}`,
  `https://huggingface.co/stanfordnlp/glove/resolve/main/${archive}`,
]
const licence = 'PDDL-1.0'
const penn = 'Stanford tokenizer (Penn Treebank)'

/**
 * Archives: SHA-256 as torchtext pins them (torchtext/prototype/vectors.py), sizes as download scripts check them.
 * Nobody is known to have stated those of the sets of 2024.
 */
const archives = {
  '6B': {
    name: 'glove.6B.zip',
    size: 862_182_613,
    sha256: '617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb',
  },
  '42B': {
    name: 'glove.42B.300d.zip',
    size: 1_877_800_501,
    sha256: '03d5d7fa28e58762ace4b85fb71fe86a345ef0b5ff39f5390c14869da0fc1970',
  },
  '840B': {
    name: 'glove.840B.300d.zip',
    size: 2_176_768_927,
    sha256: 'c06db255e65095393609f19a4cfca20bf3a71e20cc53e892aafa490347e3849f',
  },
  'twitter.27B': {
    name: 'glove.twitter.27B.zip',
    size: 1_520_408_563,
    sha256: '792af52f795d1a32c9842a3240f5f3fe5e941a8ff6df5eb0f9d668092ebc019c',
  },
} as const satisfies Record<string, DownloadFile>

const wikipedia = (dimension: number, known: Pick<VectorSet, 'size' | 'sha256'> = {}): VectorSet => ({
  name: `6B.${dimension}d`,
  file: `glove.6B.${dimension}d.txt`,
  dimension,
  words: 400_000,
  cased: false,
  tokenizer: penn,
  licence,
  urls: urlsOf(archives['6B'].name),
  archive: archives['6B'],
  ...known,
})

const twitter = (dimension: number): VectorSet => ({
  name: `twitter.27B.${dimension}d`,
  file: `glove.twitter.27B.${dimension}d.txt`,
  dimension,
  words: 1_193_514,
  cased: false,
  tokenizer: "Stanford's script for tweets, with <user>, <url>, <number> and others",
  licence,
  urls: urlsOf(archives['twitter.27B'].name),
  archive: archives['twitter.27B'],
})

/** Each has an archive of its own. Its text has another name inside; it is the only one there. */
const of2024 = (corpus: string, dimension: number, words: number): VectorSet => ({
  name: `2024.${corpus}.${dimension}d`,
  file: `glove.2024.${corpus}.${dimension}d.txt`,
  dimension,
  words,
  cased: false,
  tokenizer: penn,
  licence,
  urls: [`https://nlp.stanford.edu/data/wordvecs/glove.2024.${corpus}.${dimension}d.zip`],
  archive: { name: `glove.2024.${corpus}.${dimension}d.zip` },
})

/**
 * The vectors that GloVe's authors publish.
 * @see https://nlp.stanford.edu/projects/glove/ and https://github.com/stanfordnlp/GloVe
 */
export const catalogue: readonly VectorSet[] = [
  wikipedia(50, { size: 171_350_079 }),
  wikipedia(100),
  wikipedia(200),
  wikipedia(300, {
    size: 1_037_962_819,
    sha256: '91125602f730fea7ca768736c6f442e668b49db095682bf2aad375db061c21ed',
  }),
  {
    name: '42B.300d',
    file: 'glove.42B.300d.txt',
    dimension: 300,
    words: 1_917_494,
    cased: false,
    tokenizer: penn,
    licence,
    urls: urlsOf(archives['42B'].name),
    archive: archives['42B'],
  },
  {
    name: '840B.300d',
    file: 'glove.840B.300d.txt',
    dimension: 300,
    words: 2_196_017,
    cased: true,
    tokenizer: penn,
    licence,
    urls: urlsOf(archives['840B'].name),
    archive: archives['840B'],
  },
  twitter(25),
  twitter(50),
  twitter(100),
  twitter(200),
  of2024('dolma', 300, 1_200_000),
  of2024('wikigiga', 50, 1_290_000),
  of2024('wikigiga', 100, 1_290_000),
  of2024('wikigiga', 200, 1_290_000),
  of2024('wikigiga', 300, 1_290_000),
]

/**
 * A set by its name, with or without `glove.` before it.
 *
 * @param more - sets of one's own; they come first.
 */
export function findVectorSet(name: string, more: readonly VectorSet[] = []): VectorSet | undefined {
  const wanted = name.toLowerCase().replace(/^glove\./, '')
  return [...more, ...catalogue].find((set) => set.name.toLowerCase() === wanted || set.name === name)
}

/** {@link findVectorSet}, or an error that lists the names. */
export function requireVectorSet(name: string, more: readonly VectorSet[] = []): VectorSet {
  const set = findVectorSet(name, more)
  if (set !== undefined) return set
  throw new WordloomError('VECTORS_UNKNOWN', `No set of vectors is called ${JSON.stringify(name)}`, {
    expected: `one of ${[...more, ...catalogue].map((each) => each.name).join(', ')}`,
    received: name,
    hint: 'Sets of your own are passed with the option `catalogue`; files are opened by their path.',
  })
}
