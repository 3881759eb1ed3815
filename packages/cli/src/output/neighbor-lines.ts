import type { Neighbor } from '@wordloom/similarity'
import { printable } from './printable.js'
import { formatFigure } from './table.js'

/** A line a word: the word and how near it is, separated by a tab. */
export function neighborLines(neighbors: readonly Neighbor[]): string {
  return neighbors.map(({ word, similarity }) => `${printable(word)}\t${formatFigure(similarity)}\n`).join('')
}
