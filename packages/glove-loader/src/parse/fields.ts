import { asciiText, looksLikeNumber } from './read-number.js'

const space = 0x20

/** Where the fields of a row lie. */
export interface RowFields {
  /** End of the token, which begins with the row. */
  readonly tokenEnd: number
  /** Begin of each number. */
  readonly starts: readonly number[]
}

/** The end of a row without the plain spaces behind the last number, which word2vec and fastText write. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && bytes[end - 1] === space) end -= 1
  return end
}

/**
 * Finds the last `dimension` fields of a row from its end; everything before the one space in front of them is the token,
 * further spaces included. Gives nothing when there are too few fields.
 */
export function findFields(bytes: Uint8Array, start: number, end: number, dimension: number): RowFields | undefined {
  const starts = new Array<number>(dimension)
  let position = end
  for (let field = dimension - 1; field >= 0; field--) {
    position = fieldStart(bytes, start, position)
    // The field at the very beginning of a row is its token.
    if (position === start) return undefined
    starts[field] = position
    position -= 1
    if (field > 0) position = trimmedEnd(bytes, start, position)
  }
  return { tokenEnd: position, starts }
}

/** How many fields at the end of a row look like numbers. The first field of a row is its token and does not count. */
export function countTrailingNumbers(bytes: Uint8Array, start: number, end: number): number {
  let position = end
  for (let count = 0; ; count++) {
    const first = fieldStart(bytes, start, position)
    if (first === start || !looksLikeNumber(asciiText(bytes, first, position))) return count
    position = trimmedEnd(bytes, start, first)
    // Only the token is left, or a row that begins with a space: an empty token.
    if (position === start) return count + 1
  }
}

/** Fields of a row behind its first. */
export function countFields(bytes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let position = end; ; count++) {
    position = fieldStart(bytes, start, position)
    if (position === start) return count
    position = trimmedEnd(bytes, start, position)
    if (position === start) return count + 1
  }
}

function fieldStart(bytes: Uint8Array, start: number, end: number): number {
  let position = end
  while (position > start && bytes[position - 1] !== space) position -= 1
  return position
}
