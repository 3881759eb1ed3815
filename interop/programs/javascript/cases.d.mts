/** Rows, and the probabilities that they should give. */
export interface Case {
  readonly name: string
  /** `[batch, time]` of ids and tokens, `[batch]` of texts. */
  readonly shape: readonly number[]
  /** Ids, or strings. */
  readonly values: Int32Array | readonly string[]
  /** `[batch, outputs]`. */
  readonly expected: Float32Array
}

export function readCases(index: string, values: Int32Array | readonly string[], expected: ArrayBuffer): Iterable<Case>

export function readStrings(bytes: ArrayBuffer): string[]
