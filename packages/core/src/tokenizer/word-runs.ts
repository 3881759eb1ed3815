import type { Tokenizer, WordRunsSpec } from './tokenizer.js'

const runs: Readonly<Record<WordRunsSpec['separators'], RegExp>> = {
  'white-space-and-punctuation': /[^\p{White_Space}!-/:-@[-`{-~]+/gu,
  spaces: /[^ ]+/gu,
}

const beyondAscii = /[^\0-\x7f]/
const asciiUpperCase = /[A-Z]+/g
const loneSurrogate = /\p{Surrogate}/gu

/**
 * Runs of characters, lower-cased.
 *
 * Whether a run is lower-cased beyond ASCII depends on nothing but its form with ASCII lower-cased, which is all that a
 * graph gets to see: so a table of the forms of a word is the same function.
 */
export function wordRunsTokenizer({ casing, separators }: WordRunsSpec): Tokenizer {
  const run = runs[separators]
  return (text) => {
    // As UTF-8 has it.
    const wellFormed = text.replace(loneSurrogate, '\ufffd')
    const words = lowerAscii(wellFormed).match(run) ?? []
    return casing === 'ascii' ? words : words.map((word) => (beyondAscii.test(word) ? lowerUsual(word) : word))
  }
}

/**
 * The forms in which a graph may see a word of this tokenizer, itself included: ASCII letters are lower-case in all of them.
 *
 * @param word - lower-case
 */
export function usualForms(word: string): readonly string[] {
  const [first = '', ...rest] = word
  const forms = [word, lowerAscii(upper(word)), lowerAscii(upper(first) + rest.join(''))]
  return [...new Set(forms)]
}

/** Lower-cases a word that is all upper-case, or capitalised; `пРивЕт` stays as it is. */
function lowerUsual(word: string): string {
  const lowered = mapCharacters(word, (character) => character.toLowerCase())
  return usualForms(lowered).includes(word) ? lowered : word
}

function upper(word: string): string {
  return mapCharacters(word, (character) => character.toUpperCase())
}

/** Character by character, as the systems do that runtimes rely on: a Σ becomes σ everywhere, and ß stays ß. */
function mapCharacters(word: string, change: (character: string) => string): string {
  return Array.from(word, (character) => {
    const changed = change(character)
    return changed.length === character.length ? changed : character
  }).join('')
}

function lowerAscii(text: string): string {
  return text.replace(asciiUpperCase, (capitals) => capitals.toLowerCase())
}
