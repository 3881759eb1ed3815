import { mostExamples } from '../limits.js'
import type { LoadedVectors } from '../report.js'

/** Adds to a report how many of the words that were asked for were found. */
export function withCoverage(loaded: LoadedVectors, words: ReadonlySet<string> | undefined): LoadedVectors {
  if (words === undefined) return loaded
  const { vocabulary } = loaded.embedding
  const missing: string[] = []
  for (const word of words) {
    if (vocabulary.specialTokens.includes(word) || !vocabulary.has(word)) missing.push(word)
  }
  const coverage = {
    asked: words.size,
    found: words.size - missing.length,
    missingExamples: missing.slice(0, mostExamples),
  }
  return { embedding: loaded.embedding, report: { ...loaded.report, coverage } }
}
