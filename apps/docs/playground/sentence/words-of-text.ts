import { createTokenizer, type ModelSpec } from '@wordloom/core'

/** A piece of a text: a word that the model reads, or what stands between words. */
export interface TextPiece {
  readonly text: string
  /** Place among the model's tokens, from 0; absent for what the tokenizer drops. */
  readonly token?: number
}

/**
 * A text in pieces that together are the text, so that words can be shown where they stand. Tokens behind the model's
 * longest text have no place.
 */
export function piecesOfText(
  text: string,
  { tokenizer, maxLength }: Pick<ModelSpec, 'tokenizer' | 'maxLength'>,
): {
  readonly pieces: readonly TextPiece[]
  readonly tokens: readonly string[]
} {
  const tokensOf = createTokenizer(tokenizer)
  const tokens: string[] = []
  const pieces = (text.match(/\p{White_Space}+|\P{White_Space}+/gu) ?? []).map((piece): TextPiece => {
    // White space separates, and punctuation inside of a word is dropped: a run gives one token or none.
    const [token] = tokensOf(piece)
    if (token === undefined || tokens.length === maxLength) return { text: piece }
    tokens.push(token)
    return { text: piece, token: tokens.length - 1 }
  })
  return { pieces, tokens }
}
