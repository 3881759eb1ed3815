import { WordloomError } from '../errors.js'
import { sha256Hex } from '../internal/sha256.js'
import { createWordTable, type WordTable } from './word-table.js'

/** Row 0 of every vocabulary: it fills rows of ids up to the same length. */
export const paddingId = 0
/** Row 1 of every vocabulary: every token that has no row of its own. */
export const unknownId = 1
/** How Keras' TextVectorization writes ids 0 and 1. */
export const defaultSpecialTokens: readonly [string, string] = ['', '[UNK]']

/** Rows of ids with their true lengths. */
export interface EncodedBatch {
  /** Rows. */
  readonly batchSize: number
  /** Ids of each row, padding included: those of the longest row. */
  readonly time: number
  /** `[batchSize, time]`, right-padded with 0. */
  readonly ids: Int32Array
  /** `[batchSize]` */
  readonly lengths: Int32Array
}

/** How rows of tokens become rows of ids. */
export interface EncodeBatchOptions {
  /** Tokens kept from the start of a row. @defaultValue all */
  readonly maxLength?: number
}

/** Tokens and their ids. Id 0 is padding, id 1 is the unknown token, further special tokens follow, then the words. */
export interface Vocabulary {
  /** Number of ids, special tokens included. */
  readonly size: number
  /** The tokens of the first ids: padding, unknown, then any further ones. */
  readonly specialTokens: readonly string[]
  /** SHA-256 (hex) of the tokens in UTF-8, each followed by a line feed: the checksum of the text form. */
  readonly fingerprint: string
  /** Whether a token has an id of its own. Special tokens have. */
  has(token: string): boolean
  /** The id of a token; the unknown id when it has none. */
  id(token: string): number
  /** Throws `TOKEN_ID_OUT_OF_RANGE`. */
  token(id: number): string
  /** How often the token occurred when the vocabulary was built; 0 when that is not known. */
  count(id: number): number
  /** All tokens in the order of their ids. */
  tokens(): IterableIterator<string>
  /** The id of each token; the unknown id for one that has none. */
  encode(tokens: readonly string[]): Int32Array
  /** The ids of rows of tokens, filled up with padding to the same length. */
  encodeBatch(rows: readonly (readonly string[])[], options?: EncodeBatchOptions): EncodedBatch
  /** Throws `TOKEN_ID_OUT_OF_RANGE`. */
  decode(ids: ArrayLike<number>): string[]
  /** The rows of a batch without their padding. */
  decodeBatch(batch: EncodedBatch): string[][]
}

/** What {@link createVocabulary} takes beside the tokens. */
export interface CreateVocabularyOptions {
  /** @defaultValue `['', '[UNK]']` */
  readonly specialTokens?: readonly string[]
  /** How often each token occurred, in the order of `tokens`. */
  readonly counts?: ArrayLike<number>
}

/**
 * Makes a vocabulary of words in the order given; the special tokens come first.
 *
 * @throws WordloomError `VOCABULARY_DUPLICATE_TOKEN`; `INVALID_ARGUMENT` for fewer than two special tokens or a wrong
 * number of counts.
 */
export function createVocabulary(words: Iterable<string>, options: CreateVocabularyOptions = {}): Vocabulary {
  const specialTokens = requireSpecialTokens(options.specialTokens)
  const tokens = [...specialTokens, ...words]
  const ids = new Map<string, number>()
  for (const [id, token] of tokens.entries()) {
    const first = ids.get(token)
    if (first !== undefined) {
      throw new WordloomError('VOCABULARY_DUPLICATE_TOKEN', `The token ${JSON.stringify(token)} occurs twice`, {
        name: `ids ${first} and ${id}`,
        hint: 'Keep one of them; ids must be unique.',
      })
    }
    ids.set(token, id)
  }
  return vocabularyOf({
    size: tokens.length,
    specialTokens,
    find: (token) => ids.get(token),
    at: (id) => tokens[id],
    tokens: () => tokens.values(),
    counts: countsOf(tokens.length, specialTokens.length, options.counts),
  })
}

/**
 * A vocabulary of the words of a table, in their order, after the special tokens. No string is made for a word before
 * somebody asks for it: for hundreds of thousands of words this takes no time, and each lookup a little more than in a
 * vocabulary of {@link createVocabulary}.
 *
 * @param table - words other than the special tokens.
 * @throws WordloomError `INVALID_ARGUMENT` for fewer than two special tokens or a wrong number of counts.
 */
export function vocabularyFromTable(table: WordTable, options: CreateVocabularyOptions = {}): Vocabulary {
  const specialTokens = requireSpecialTokens(options.specialTokens)
  const specials = specialTokens.length
  const size = specials + table.size
  const vocabulary = vocabularyOf({
    size,
    specialTokens,
    find(token) {
      const index = table.index(token)
      if (index >= 0) return specials + index
      const special = specialTokens.indexOf(token)
      return special < 0 ? undefined : special
    },
    at: (id) =>
      id < specials ? specialTokens[id] : Number.isInteger(id) && id < size ? table.word(id - specials) : undefined,
    *tokens() {
      yield* specialTokens
      yield* table.words()
    },
    counts: options.counts === undefined ? undefined : countsOf(size, specials, options.counts),
  })
  tables.set(vocabulary, table)
  return vocabulary
}

function requireSpecialTokens(specialTokens: readonly string[] = defaultSpecialTokens): readonly string[] {
  if (specialTokens.length >= 2) return [...specialTokens]
  throw new WordloomError('INVALID_ARGUMENT', 'A vocabulary has a padding token and an unknown token', {
    name: 'specialTokens',
    expected: 'two tokens or more',
    received: specialTokens.length,
  })
}

const tables = new WeakMap<Vocabulary, WordTable>()

/**
 * The words of a vocabulary, special tokens left out, as a table: the one that {@link vocabularyFromTable} made it of, or
 * a new one.
 */
export function tableOfVocabulary(vocabulary: Vocabulary): WordTable {
  return tables.get(vocabulary) ?? createWordTable([...vocabulary.tokens()].slice(vocabulary.specialTokens.length))
}

function countsOf(size: number, specials: number, counts: ArrayLike<number> | undefined): Float64Array {
  const all = new Float64Array(size)
  if (counts === undefined) return all
  if (counts.length !== size - specials) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is one count for each word', {
      name: 'counts',
      expected: size - specials,
      received: counts.length,
    })
  }
  all.set(counts, specials)
  return all
}

interface VocabularyParts {
  readonly size: number
  readonly specialTokens: readonly string[]
  readonly find: (token: string) => number | undefined
  readonly at: (id: number) => string | undefined
  readonly tokens: () => IterableIterator<string>
  readonly counts: Float64Array | undefined
}

function vocabularyOf({ size, specialTokens, find, at, tokens, counts }: VocabularyParts): Vocabulary {
  let fingerprint: string | undefined
  const tokenAt = (id: number): string => {
    const token = at(id)
    if (token === undefined) {
      throw new WordloomError('TOKEN_ID_OUT_OF_RANGE', 'No token has this id', {
        expected: `0 to ${size - 1}`,
        received: String(id),
        hint: 'Was the text encoded with another vocabulary?',
      })
    }
    return token
  }
  const id = (token: string): number => find(token) ?? unknownId
  return {
    size,
    specialTokens,
    get fingerprint() {
      fingerprint ??= sha256Hex(new TextEncoder().encode(Array.from(tokens(), (token) => `${token}\n`).join('')))
      return fingerprint
    },
    has: (token) => find(token) !== undefined,
    id,
    token: tokenAt,
    count: (tokenId) => counts?.[tokenId] ?? 0,
    tokens,
    encode: (row) => Int32Array.from(row, id),
    encodeBatch: (rows, options) => encodeBatch(rows, id, options?.maxLength ?? Infinity),
    decode: (row) => Array.from(row, tokenAt),
    decodeBatch: ({ batchSize, time, ids: batchIds, lengths }) =>
      Array.from({ length: batchSize }, (_, row) =>
        Array.from(batchIds.subarray(row * time, row * time + lengths[row]!), tokenAt),
      ),
  }
}

function encodeBatch(
  rows: readonly (readonly string[])[],
  idOf: (token: string) => number,
  maxLength: number,
): EncodedBatch {
  const lengths = Int32Array.from(rows, (row) => Math.min(row.length, maxLength))
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 0)
  const ids = new Int32Array(rows.length * time)
  for (const [index, row] of rows.entries()) {
    for (let t = 0; t < lengths[index]!; t++) ids[index * time + t] = idOf(row[t]!)
  }
  return { batchSize: rows.length, time, ids, lengths }
}
