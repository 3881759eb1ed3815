/** Ids of one text, without padding. */
export type Row = readonly number[]

/** Rows of one kind that every runtime is asked. */
export interface InteropCase {
  readonly name: string
  /** One row a text. */
  readonly rows: readonly Row[]
  /** What the runtime gets: `[rows, time]` for ids and tokens, `[rows]` for texts. */
  readonly shape: readonly number[]
  /** Ids, or strings. */
  readonly values: Int32Array | readonly string[]
}
