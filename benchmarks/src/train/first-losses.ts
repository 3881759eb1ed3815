import type { RaceOutcome } from '../runner/race.js'
import { ourselves } from '../runner/case-result.js'

/** Float32 sums in another order differ by far less. */
const tolerance = 1e-4

/**
 * Notes about contestants whose network is not the one of Wordloom: all begin with the same weights and the same batch, so
 * all have the same first loss.
 */
export function notesOnFirstLosses({ facts }: RaceOutcome): string[] {
  const own = facts.get(ourselves)?.['first loss']
  if (own === undefined) return []
  const notes: string[] = []
  for (const [name, { 'first loss': loss }] of facts) {
    if (loss !== undefined && !(Math.abs(loss - own) <= tolerance)) {
      notes.push(`${name} computes something else: its first loss is ${loss.toFixed(5)} instead of ${own.toFixed(5)}`)
    }
  }
  return notes
}
