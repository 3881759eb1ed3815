import type { Neighbor } from '@wordloom/similarity'

/** A word that has no vector. */
export interface UnknownWord {
  readonly word: string
  /** A word that has one, and was probably meant. */
  readonly meant?: string
}

/** Words without a vector are no error: people type them. */
export interface Unknown {
  readonly unknown: readonly UnknownWord[]
}

/** What came of a question. */
export type Answer = { readonly neighbors: readonly Neighbor[] } | Unknown
