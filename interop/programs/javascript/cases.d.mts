/** Rows of ids, and the probabilities that they should give. */
export interface Case {
  readonly name: string
  readonly batch: number
  readonly time: number
  /** `[batch, time]`. */
  readonly ids: Int32Array
  /** `[batch, outputs]`. */
  readonly expected: Float32Array
}

export function readCases(index: string, ids: ArrayBuffer, expected: ArrayBuffer): Iterable<Case>
