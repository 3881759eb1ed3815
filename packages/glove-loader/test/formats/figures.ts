import type { Embedding } from '@wordloom/core'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LoadVectorsOptions } from '../../src/index.js'

/** A word and its vector. */
export type WordBits = readonly [word: string, bits: readonly string[]]

/** What the program that wrote a file says about words: float32 values as hexadecimal digits of their bits. */
export interface Figures {
  readonly words: readonly WordBits[]
  /** Words that are not in the file, of fastText models with subwords. */
  readonly unknown?: readonly WordBits[]
}

const folder = fileURLToPath(new URL('../fixtures/formats/', import.meta.url))

/** Where a file of another program is. */
export const otherFile = (name: string): string => `${folder}${name}`

export const otherBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(otherFile(name)))

export const allFigures = JSON.parse(readFileSync(otherFile('figures.json'), 'utf8')) as Readonly<
  Record<string, Figures>
>

/** All files of vectors that other programs wrote. */
export const otherFiles: readonly string[] = Object.keys(allFigures)

/** Files without figures, which nobody would miss otherwise. */
export const filesWithoutFigures = (): string[] =>
  readdirSync(folder).filter((name) => !otherFiles.includes(name) && !/^(figures\.json|vocabulary\.txt)$/.test(name))

/** What a file needs beside itself. */
export function optionsFor(name: string): LoadVectorsOptions {
  const vocabulary = otherFile('vocabulary.txt')
  if (name.endsWith('.npy')) return { vocabulary }
  return name === 'two.safetensors' ? { vocabulary, tensor: 'output' } : {}
}

/** Float32 values as {@link Figures} writes them. */
export function bitsOf(values: Float32Array): string[] {
  return Array.from(new Uint32Array(values.slice().buffer), (bits) => bits.toString(16).padStart(8, '0'))
}

/** Words and their bits, in order. */
export function wordBits({ vocabulary, vector }: Embedding): WordBits[] {
  return [...vocabulary.tokens()].slice(2).map((word) => [word, bitsOf(vector(word))])
}
