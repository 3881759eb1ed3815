import type { TokenizerSpec } from '@wordloom/core'
import { InvalidArgumentError } from 'commander'

const byName: Readonly<Record<string, TokenizerSpec>> = {
  'text-vectorization': { type: 'text-vectorization', casing: 'unicode' },
  'text-vectorization-ascii': { type: 'text-vectorization', casing: 'ascii' },
  'word-runs': { type: 'word-runs', casing: 'unicode', separators: 'white-space-and-punctuation' },
  'word-runs-ascii': { type: 'word-runs', casing: 'ascii', separators: 'white-space-and-punctuation' },
  spaces: { type: 'word-runs', casing: 'unicode', separators: 'spaces' },
}

/** The tokenizer of a name, or `unicode-words:LOCALE`. */
export function tokenizerOption(text: string): TokenizerSpec {
  const [, locale] = /^unicode-words:(.+)$/.exec(text) ?? []
  if (locale !== undefined) return { type: 'unicode-words', locale }
  const spec = Object.hasOwn(byName, text) ? byName[text] : undefined
  if (spec !== undefined) return spec
  throw new InvalidArgumentError(`Expected ${Object.keys(byName).join(', ')} or unicode-words:LOCALE.`)
}
