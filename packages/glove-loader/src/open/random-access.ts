/** Bytes of known number that can be read anywhere. */
export interface RandomAccess {
  readonly size: number
  /** Gives `length` bytes from `offset`, fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}
