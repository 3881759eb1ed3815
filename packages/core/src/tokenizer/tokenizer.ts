import { textVectorizationTokenizer } from './text-vectorization.js'
import { unicodeWordsTokenizer } from './unicode-words.js'

/** Lower-case, delete ASCII punctuation, split at white space: what Keras' TextVectorization does by default. */
export interface TextVectorizationSpec {
  readonly type: 'text-vectorization'
  /**
   * `unicode` lower-cases every script and splits at any Unicode white space. `ascii` changes and splits at ASCII
   * characters only, which is exactly what Keras does on UTF-8 bytes.
   */
  readonly casing: 'unicode' | 'ascii'
}

/** Words as Unicode defines them (UAX #29, by `Intl.Segmenter`), lower-cased: for Chinese, Japanese, Thai and others. */
export interface UnicodeWordsSpec {
  readonly type: 'unicode-words'
  /** BCP 47 tag whose rules apply, such as `zh`, `ja` or `th`. */
  readonly locale: string
}

/** A tokenizer as data, so that a model carries its own. */
export type TokenizerSpec = TextVectorizationSpec | UnicodeWordsSpec

/** Splits a text into tokens. The same text gives the same tokens on every call. */
export type Tokenizer = (text: string) => string[]

/** `text-vectorization` with Unicode casing. */
export const defaultTokenizer: TokenizerSpec = { type: 'text-vectorization', casing: 'unicode' }

/**
 * Makes the tokenizer that a specification describes.
 *
 * @throws WordloomError `RUNTIME_UNSUPPORTED` where `Intl.Segmenter` is missing, `INVALID_ARGUMENT` for a locale that is
 * no BCP 47 tag.
 */
export function createTokenizer(spec: TokenizerSpec): Tokenizer {
  return spec.type === 'unicode-words' ? unicodeWordsTokenizer(spec) : textVectorizationTokenizer(spec)
}
