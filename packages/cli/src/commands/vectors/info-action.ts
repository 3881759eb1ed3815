import { stat } from 'node:fs/promises'
import { reportFacts } from '../../inspect/vector-file.js'
import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { formatBytes } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { alignColumns, formatCount } from '../../output/table.js'
import { coverageOf, type Coverage } from '../../vectors/coverage.js'
import { locateVectors } from '../../vectors/locate-vectors.js'
import { lookUp } from '../../vectors/look-up.js'
import { readWordFile } from '../../vectors/word-file.js'

/** What `wordloom vectors info` was asked for. */
export interface InfoCommandOptions extends OutputModeOptions {
  readonly words?: string
}

/** Words shown as examples: the first of a file, which are the most frequent where it is sorted so. */
const shownWords = 10

/** Says what is in vectors, and how many words of a file they know. */
export async function info(vectors: string, options: InfoCommandOptions, io: CommandIo): Promise<void> {
  const wanted = options.words === undefined ? undefined : await readWordFile(options.words)
  const place = await locateVectors(vectors, io.env)
  const bytes = place === undefined ? undefined : (await stat(place.path)).size
  const lookup = await lookUp(vectors, place, options, io)
  try {
    const { size: words, dimension, readFrom, report } = lookup
    const firstWords = Array.from({ length: Math.min(shownWords, words) }, (_, index) => lookup.word(index))
    const coverage = wanted === undefined ? undefined : coverageOf(wanted, lookup.has)
    if (options.json === true) {
      return await writeJson(io, {
        vectors,
        path: place?.path,
        bytes,
        readFrom,
        words,
        dimension,
        firstWords,
        report,
        coverage,
      })
    }
    const facts = [
      ['vectors', vectors],
      ...(place === undefined || place.path === vectors ? [] : [['path', place.path]]),
      ...(bytes === undefined ? [] : [['size', formatBytes(bytes)]]),
      ['read from', readFromText[readFrom]],
      ['words', formatCount(words)],
      ['dimension', String(dimension)],
      ['first words', firstWords.join(' ')],
      ...(report === undefined ? [] : reportFacts(report)),
      ...(coverage === undefined ? [] : coverageFacts(coverage)),
    ]
    await write(io.stdout, alignColumns(facts))
  } finally {
    lookup.close()
  }
}

const readFromText = {
  package: 'the package that came with the command',
  cache: 'the binary cache beside the file',
  file: 'the file itself',
} as const

function coverageFacts({ words, found, inLowerCase, missingExamples }: Coverage): string[][] {
  const share = ((100 * found) / words).toFixed(1)
  return [
    ['words looked for', formatCount(words)],
    ['with a vector', `${formatCount(found)} (${share} %)`],
    ['only in lower case', formatCount(inLowerCase)],
    ['without, such as', missingExamples.length === 0 ? 'none' : missingExamples.join(' ')],
  ]
}
