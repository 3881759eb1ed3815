import type { RowProblem } from './findings.js'
import { quote } from './quote.js'
import type { LinePlace } from './split-lines.js'

/**
 * Decodes tokens. A byte order mark inside the file is part of its token, and bytes that are not UTF-8 give nothing:
 * replacing them would make different tokens the same.
 */
export type TokenDecoder = (bytes: Uint8Array, start: number, end: number) => string | undefined

export function createTokenDecoder(): TokenDecoder {
  const decoder = strictDecoder()
  return (bytes, start, end) => {
    try {
      return decoder.decode(bytes.subarray(start, end))
    } catch {
      return undefined
    }
  }
}

/** The problem of a token that is not UTF-8, with the first byte that no UTF-8 text has there. */
export function invalidToken(bytes: Uint8Array, start: number, end: number, place: LinePlace): RowProblem {
  const decoder = strictDecoder()
  let position = start
  try {
    for (; position < end; position++) decoder.decode(bytes.subarray(position, position + 1), { stream: true })
  } catch {
    // The place is what was looked for.
  }
  return {
    reason: 'invalid-utf8',
    code: 'INVALID_UTF8',
    what: 'A token is not UTF-8',
    details: {
      byte: place.byte + position - start,
      received: quote(bytes.subarray(start, end)),
      hint: 'Convert the file to UTF-8; mode `lenient` leaves such rows out.',
    },
  }
}

function strictDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
}
