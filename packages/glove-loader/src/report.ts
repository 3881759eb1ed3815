import type { Embedding } from '@wordloom/core'
import type { VectorsFormat } from './formats/sniff-format.js'

/** Why a row became no word. */
export type SkipReason =
  /** A line feed where a row should be, with rows after it. */
  | 'blank-line'
  /** Fewer fields than the dimension asks for. */
  | 'dimension'
  /** A field is no finite number that float32 can hold. */
  | 'not-a-number'
  | 'invalid-utf8'
  /** The token is one that Wordloom gives another meaning: the empty one or `[UNK]`. */
  | 'special-token'

/** A token and where it stands. */
export interface TokenExample {
  /** The token. */
  readonly token: string
  /** From 1. */
  readonly line: number
}

/** A row that was skipped. */
export interface SkippedExample {
  /** Why. */
  readonly reason: SkipReason
  /** From 1. */
  readonly line: number
  /** The beginning of the row. */
  readonly text: string
}

/** What was found in a vector file. Lists hold the first 20. */
export interface VectorsReport {
  /** The input. */
  readonly name: string
  /** As it was stated or found out. */
  readonly format: VectorsFormat
  /** Numbers of a vector. */
  readonly dimension: number
  /** What the header states, when there is one. Other numbers of rows than stated are no error. */
  readonly header:
    | {
        /** Rows. */
        readonly words: number
        /** Numbers of a vector. */
        readonly dimension: number
      }
    | undefined
  /** Whether the file begins with a UTF-8 byte order mark, which belongs to no token. */
  readonly byteOrderMark: boolean
  /** Rows read, the header not counted: kept, not asked for, duplicates and skipped ones, and the row `<unk>`. */
  readonly rows: number
  /** Words of the embedding, special tokens not counted. */
  readonly kept: number
  /** Rows that `words` does not ask for. */
  readonly notAskedFor: number
  /** Rows that are no vectors. */
  readonly skipped: {
    /** How many. */
    readonly total: number
    /** How many for each reason. */
    readonly reasons: Readonly<Partial<Record<SkipReason, number>>>
    /** The first 20. */
    readonly examples: readonly SkippedExample[]
  }
  /** Rows of words that came before; the first row counts. */
  readonly duplicates: {
    /** How many. */
    readonly total: number
    /** The first 20. */
    readonly examples: readonly TokenExample[]
  }
  /** Tokens with plain spaces among those kept. Many of them hint at rows with too many fields. */
  readonly tokensWithSpaces: {
    /** How many. */
    readonly total: number
    /** The first 20. */
    readonly examples: readonly TokenExample[]
  }
  /** Whether row 1 holds the file's own `<unk>` row or was filled by the policy. */
  readonly unknownRow: 'file' | 'policy'
  /** How many of the words that were asked for there are; nothing when all were asked for. */
  readonly coverage?: {
    /** Words that were asked for. */
    readonly asked: number
    /** Those of them that have a vector. */
    readonly found: number
    /** At most 20, in the order in which they were asked for. */
    readonly missingExamples: readonly string[]
  }
  /** Whether reading stopped at `limit`. */
  readonly limited: boolean
}

/** An embedding and what was found on the way to it. */
export interface LoadedVectors {
  /** The words and their vectors. */
  readonly embedding: Embedding
  /** What was found while reading. */
  readonly report: VectorsReport
}
