import type { VectorsReport } from '@wordloom/glove-loader'
import { formatCount } from '../output/table.js'
import type { Description } from './description.js'

/** Words shown as examples: the first of a file, which are the most frequent where it is sorted so. */
const shownWords = 10

/** Reads word vectors, all of them; rows that are malformed are counted, not refused. Throws what the source throws. */
export async function describeVectors(nameOrPath: string): Promise<Description> {
  const { glove } = await import('@wordloom/glove-loader')
  let report: VectorsReport | undefined
  const source = glove(nameOrPath, { mode: 'lenient', onReport: (found) => (report = found) })
  const { vocabulary, dimension } = await source.load()
  const specials = vocabulary.specialTokens.length
  const words = vocabulary.size - specials
  const firstWords = [...vocabulary.tokens()].slice(specials, specials + shownWords)
  return {
    json: { kind: 'vectors', path: nameOrPath, source: source.name, words, dimension, firstWords, report },
    tables: [
      [
        ['vectors', nameOrPath],
        ['words', formatCount(words)],
        ['dimension', String(dimension)],
        ['first words', firstWords.join(' ')],
        ...(report === undefined ? [] : reportFacts(report)),
      ],
    ],
  }
}

/** What was found in a file of vectors, one fact a row. */
export function reportFacts({
  format,
  header,
  duplicates,
  tokensWithSpaces,
  skipped,
  unknownRow,
}: VectorsReport): string[][] {
  const reasons = Object.entries(skipped.reasons).map(([reason, rows]) => `${reason} ${formatCount(rows)}`)
  const where = skipped.examples.map(({ line }) => line).join(', ')
  return [
    ['format', format],
    ['header', header === undefined ? 'none' : `${formatCount(header.words)} words, dimension ${header.dimension}`],
    ['repeated words', formatCount(duplicates.total)],
    ['words with spaces', formatCount(tokensWithSpaces.total)],
    ['unknown words', unknownRow === 'file' ? 'a row of their own' : 'the mean of all rows'],
    ['malformed rows', skipped.total === 0 ? 'none' : `${reasons.join(', ')} (lines ${where})`],
  ]
}
