import { parseVectors, type LoadedVectors, type ParseVectorsOptions } from '../src/index.js'

/** Parses text, or bytes given as text and numbers: `['a', 0xff, ' 0.5\n']`. */
export function parse(
  text: string | readonly (string | number)[],
  options?: ParseVectorsOptions,
): Promise<LoadedVectors> {
  return parseVectors([bytesOf(text)], options)
}

export function bytesOf(text: string | readonly (string | number)[]): Uint8Array {
  const encoder = new TextEncoder()
  const parts = typeof text === 'string' ? [text] : text
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...encoder.encode(part)])))
}

/** The words of an embedding, special tokens left out. */
export function wordsOf({ embedding }: Pick<LoadedVectors, 'embedding'>): string[] {
  return [...embedding.vocabulary.tokens()].slice(2)
}

/** A word's vector as plain numbers. */
export function vectorOf({ embedding }: Pick<LoadedVectors, 'embedding'>, word: string): number[] {
  return [...embedding.vector(word)]
}

export const float32 = (...values: number[]): number[] => values.map(Math.fround)
