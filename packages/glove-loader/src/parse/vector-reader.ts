import { longestQuote } from '../limits.js'
import { countFields, findFields } from './fields.js'
import type { RowProblem } from './findings.js'
import { asciiText, createNumberReader } from './read-number.js'
import type { LinePlace } from './split-lines.js'

/** Reads the numbers of rows. */
export interface VectorReader {
  /** Where the token of the row that was read last ends. */
  readonly tokenEnd: number
  /**
   * Reads a row from `start` to `end`, which has no spaces at its end, into `target` at `offset`. Gives what is wrong with
   * it, or nothing; the target may then be half-written.
   *
   * @param firstSpace - the first plain space of the row, or `end`.
   */
  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    firstSpace: number,
    target: Float32Array,
    offset: number,
    place: LinePlace,
  ): RowProblem | undefined
}

export function createVectorReader(dimension: number): VectorReader {
  const numbers = createNumberReader()

  /** Nearly every row: a token without a space, and numbers with one space between them. */
  const readPlain = (
    bytes: Uint8Array,
    end: number,
    firstSpace: number,
    target: Float32Array,
    offset: number,
  ): boolean => {
    let position = firstSpace
    for (let column = 0; column < dimension; column++) {
      if (position >= end) return false
      const value = numbers.read(bytes, position + 1, end)
      if (Number.isNaN(value)) return false
      target[offset + column] = value
      position = numbers.end
    }
    return position === end
  }
  const reader: { -readonly [Name in keyof VectorReader]: VectorReader[Name] } = {
    tokenEnd: 0,
    read(bytes, start, end, firstSpace, target, offset, place) {
      if (readPlain(bytes, end, firstSpace, target, offset)) {
        reader.tokenEnd = firstSpace
        return undefined
      }
      const fields = findFields(bytes, start, end, dimension)
      if (fields === undefined) return tooFewFields(dimension, countFields(bytes, start, end))
      for (const [column, first] of fields.starts.entries()) {
        const value = numbers.read(bytes, first, end)
        if (Number.isNaN(value)) {
          return notANumber(
            asciiText(bytes, first, Math.min(numbers.end, first + longestQuote)),
            place.byte + first - start,
          )
        }
        target[offset + column] = value
      }
      reader.tokenEnd = fields.tokenEnd
      return undefined
    },
  }
  return reader
}

function tooFewFields(expected: number, received: number): RowProblem {
  return {
    reason: 'dimension',
    code: 'EMBEDDING_DIMENSION',
    what: 'A row has too few numbers',
    details: { expected, received },
  }
}

function notANumber(received: string, byte: number): RowProblem {
  return {
    reason: 'not-a-number',
    code: 'NOT_A_NUMBER',
    what: 'A field of a vector is no finite float32 number',
    details: { byte, expected: 'a decimal number', received: JSON.stringify(received) },
  }
}
