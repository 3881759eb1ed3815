import type { TextVectorizationSpec, Tokenizer } from './tokenizer.js'

const asciiPunctuation = /[!-/:-@[-`{-~]/g
const asciiUpperCase = /[A-Z]+/g
const asciiWhiteSpace = /[\t-\r ]+/
/** White_Space of the Unicode Character Database (PropList.txt); JavaScript's `\s` lacks NEL and has the BOM. */
const unicodeWhiteSpace = /\p{White_Space}+/u

/**
 * The standardisation and splitting of Keras' TextVectorization with its defaults.
 * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
 */
export function textVectorizationTokenizer(spec: TextVectorizationSpec): Tokenizer {
  const ascii = spec.casing === 'ascii'
  const whiteSpace = ascii ? asciiWhiteSpace : unicodeWhiteSpace
  return (text) => {
    const lower = ascii ? text.replace(asciiUpperCase, (capitals) => capitals.toLowerCase()) : text.toLowerCase()
    return lower.replace(asciiPunctuation, '').split(whiteSpace).filter(Boolean)
  }
}
