import { WordloomError } from '../errors.js'
import type { Tokenizer, UnicodeWordsSpec } from './tokenizer.js'

/**
 * Words by the Unicode text segmentation rules and, for scripts without spaces, the engine's dictionary. Segments that
 * are not like words (spaces, punctuation) are dropped.
 * @see https://unicode.org/reports/tr29/
 */
export function unicodeWordsTokenizer(spec: UnicodeWordsSpec): Tokenizer {
  if (typeof Intl === 'undefined' || !('Segmenter' in Intl)) {
    throw new WordloomError('RUNTIME_UNSUPPORTED', 'This engine has no Intl.Segmenter', {
      hint: 'Use Node with full ICU, or a browser of 2024 or later.',
    })
  }
  const segmenter = segmenterFor(spec.locale)
  return (text) => {
    const words: string[] = []
    for (const { segment, isWordLike } of segmenter.segment(text.toLowerCase())) {
      if (isWordLike === true) words.push(segment)
    }
    return words
  }
}

function segmenterFor(locale: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'word' })
  } catch (cause) {
    throw new WordloomError('INVALID_ARGUMENT', 'A locale is a BCP 47 tag', {
      name: 'locale',
      expected: 'zh, ja, th, en or another tag',
      received: locale,
      cause,
    })
  }
}
