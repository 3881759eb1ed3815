import type { Tokenizer, Vocabulary } from '@wordloom/core'
import type { Pause } from '../loop/pause.js'

/** Rows of ids of different lengths, without padding: row `i` is `ids[offsets[i]] … ids[offsets[i + 1] - 1]`. */
export interface TokenRows {
  /** The ids of all rows, one row behind the other. */
  readonly ids: Int32Array
  /** One more than there are rows. */
  readonly offsets: Int32Array
}

/** Texts split into tokens; each different token is kept once. */
export interface TokenizedTexts {
  /** The different tokens, in order of first occurrence. */
  readonly tokens: readonly string[]
  /** Indices into `tokens`. */
  readonly rows: TokenRows
}

/** Splits texts into tokens. */
export async function tokenizeTexts(
  texts: readonly string[],
  tokenizer: Tokenizer,
  pause: Pause,
): Promise<TokenizedTexts> {
  const indices = new Map<string, number>()
  const offsets = new Int32Array(texts.length + 1)
  let ids = new Int32Array(1024)
  let length = 0
  for (const [row, text] of texts.entries()) {
    await pause()
    const tokens = tokenizer(text)
    if (length + tokens.length > ids.length) ids = grown(ids, length + tokens.length)
    for (const token of tokens) {
      let index = indices.get(token)
      if (index === undefined) indices.set(token, (index = indices.size))
      ids[length++] = index
    }
    offsets[row + 1] = length
  }
  return { tokens: [...indices.keys()], rows: { ids: ids.slice(0, length), offsets } }
}

/** Every token of the rows chosen, in order. */
export function* tokensOf({ tokens, rows }: TokenizedTexts, chosen: ArrayLike<number>): Generator<string> {
  for (let i = 0; i < chosen.length; i++) {
    const end = rows.offsets[chosen[i]! + 1]!
    for (let at = rows.offsets[chosen[i]!]!; at < end; at++) yield tokens[rows.ids[at]!]!
  }
}

/**
 * The rows chosen as ids of a vocabulary, cut off after `maxLength` tokens.
 *
 * @param chosen - row numbers; the result has them in this order. All rows when left out.
 */
export function encodeRows(
  { tokens, rows }: TokenizedTexts,
  vocabulary: Vocabulary,
  maxLength: number,
  chosen: ArrayLike<number> = Array.from({ length: rowCount(rows) }, (_, row) => row),
): TokenRows {
  const idOfIndex = vocabulary.encode(tokens)
  const offsets = new Int32Array(chosen.length + 1)
  for (let i = 0; i < chosen.length; i++) {
    offsets[i + 1] = offsets[i]! + Math.min(rowLength(rows, chosen[i]!), maxLength)
  }
  const ids = new Int32Array(offsets[chosen.length]!)
  for (let i = 0; i < chosen.length; i++) {
    const source = rows.offsets[chosen[i]!]!
    const target = offsets[i]!
    const length = offsets[i + 1]! - target
    for (let t = 0; t < length; t++) ids[target + t] = idOfIndex[rows.ids[source + t]!]!
  }
  return { ids, offsets }
}

/** Number of rows. */
export function rowCount(rows: TokenRows): number {
  return rows.offsets.length - 1
}

/** `[rows]`: number of ids of each row. */
export function rowLengths(rows: TokenRows): Int32Array {
  return Int32Array.from({ length: rowCount(rows) }, (_, row) => rowLength(rows, row))
}

/** Number of ids of a row. */
export function rowLength(rows: TokenRows, row: number): number {
  return rows.offsets[row + 1]! - rows.offsets[row]!
}

function grown(ids: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, ids.length * 2))
  larger.set(ids)
  return larger
}
