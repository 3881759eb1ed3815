import { textVectorizationTokenizer } from './text-vectorization.js'
import { unicodeWordsTokenizer } from './unicode-words.js'
import { wordRunsTokenizer } from './word-runs.js'

/** Lower-case, delete ASCII punctuation, split at white space: what Keras' TextVectorization does by default. */
export interface TextVectorizationSpec {
  /** Which kind of tokenizer. */
  readonly type: 'text-vectorization'
  /**
   * `unicode` lower-cases every script and splits at any Unicode white space. `ascii` changes and splits at ASCII
   * characters only, which is exactly what Keras does on UTF-8 bytes.
   */
  readonly casing: 'unicode' | 'ascii'
}

/** Words as Unicode defines them (UAX #29, by `Intl.Segmenter`), lower-cased: for Chinese, Japanese, Thai and others. */
export interface UnicodeWordsSpec {
  /** Which kind of tokenizer. */
  readonly type: 'unicode-words'
  /** BCP 47 tag whose rules apply, such as `zh`, `ja` or `th`. */
  readonly locale: string
}

/** Runs of characters between separators, lower-cased: what an ONNX graph can do by itself. */
export interface WordRunsSpec {
  /** Which kind of tokenizer. */
  readonly type: 'word-runs'
  /**
   * `ascii` lower-cases A to Z only. `unicode` lower-cases words of every script that are capitalised or all upper-case;
   * one in mixed case beyond ASCII, such as `пРивЕт`, stays as it is.
   */
  readonly casing: 'unicode' | 'ascii'
  /**
   * What stands between words: white space of Unicode and ASCII punctuation, or nothing but spaces (U+0020), for texts that
   * are in tokens already.
   */
  readonly separators: 'white-space-and-punctuation' | 'spaces'
}

/** A tokenizer as data, so that a model carries its own. */
export type TokenizerSpec = TextVectorizationSpec | UnicodeWordsSpec | WordRunsSpec

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
  switch (spec.type) {
    case 'unicode-words':
      return unicodeWordsTokenizer(spec)
    case 'word-runs':
      return wordRunsTokenizer(spec)
    case 'text-vectorization':
      return textVectorizationTokenizer(spec)
  }
}
