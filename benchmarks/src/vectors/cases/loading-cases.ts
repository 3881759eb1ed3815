import { comparisonResult, ourselves, type CaseHeader } from '../../runner/case-result.js'
import type { Contestant } from '../../runner/contestant.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase, RunOptions } from '../../runner/suite.js'
import { byNode } from '../../runner/target.js'
import { cachedFolder, gzippedVectors, wordList, zippedVectors } from '../data/derived-files.js'
import { originalVectors } from '../data/original-vectors.js'
import { programContestant } from '../program-contestant.js'
import { plainNodeProgram, pythonProgram, rustProgram, wordloomProgram } from '../programs.js'
import type { Program } from '../run-program.js'

const rounds = { full: 7, quick: 2 }

interface LoadingHeader extends CaseHeader {
  /** Seconds that Wordloom may take at most, whatever the others take. */
  readonly most?: number
}

/** Whole processes, from their start to the vector of `king`. */
function loadingCase(
  { most, ...header }: LoadingHeader,
  contestants: (options: RunOptions) => Promise<Contestant[]>,
): BenchmarkCase {
  return {
    name: header.name,
    async run(options) {
      const outcome = await race(await contestants(options), {
        rounds: options.quick ? rounds.quick : rounds.full,
        onProgress: options.onProgress,
      })
      const result = comparisonResult(header, outcome)
      if (most === undefined || result.wordloom === null) return result
      const own = { atMost: most, met: result.wordloom <= most }
      return { ...result, targets: { ...result.targets, [ourselves]: own } }
    },
  }
}

const plain = (name: string, program: Program): Contestant => programContestant({ name, program: async () => program })

export const textCase: BenchmarkCase = loadingCase(
  {
    name: 'text',
    description: 'from a text of 400,000 × 50 vectors (171 MB) to the vector of king, everything in memory',
    unit: 's',
    targets: { gensim: byNode(70, 54), polars: byNode(3.5, 2.7), rust: byNode(0.77, 0.59) },
    notes: ['cat only reads the file. gensim, finalfusion and readline run once.'],
  },
  async ({ onProgress }) => {
    const file = originalVectors()
    const python = (name: string, once = false): Contestant =>
      programContestant({ name, once, program: () => pythonProgram(onProgress, name, 'text', file) })
    return [
      plain('wordloom', wordloomProgram('text', file)),
      programContestant({ name: 'rust', program: () => rustProgram('text', file) }),
      python('polars'),
      python('pandas'),
      python('tutorial'),
      python('reach'),
      python('finalfusion', true),
      python('gensim', true),
      programContestant({ name: 'readline', once: true, program: async () => plainNodeProgram('readline', file) }),
      plain('cat', { executable: 'sh', arguments: ['-c', `cat '${file}' > /dev/null`] }),
    ]
  },
)

export const filteredCase: BenchmarkCase = loadingCase(
  {
    name: 'filtered',
    description: 'from the same text to the vectors of 10,000 words, 300 of which are not there',
    unit: 's',
    targets: { reach: byNode(4, 3.1) },
    most: byNode(0.12, 0.156).atLeast,
    notes: ['The memory of Wordloom should be at most 80 MB.'],
  },
  async ({ onProgress }) => {
    const [file, words] = [originalVectors(), await wordList()]
    return [
      plain('wordloom', wordloomProgram('filtered', file, words)),
      programContestant({ name: 'rust', program: () => rustProgram('filtered', file, words) }),
      ...['polars', 'reach'].map((name) =>
        programContestant({ name, program: () => pythonProgram(onProgress, name, 'filtered', file, words) }),
      ),
    ]
  },
)

export const cacheCase: BenchmarkCase = loadingCase(
  {
    name: 'cache',
    description: 'from a binary cache of the same vectors to the vector of king',
    unit: 's',
    targets: { numpy: { atLeast: 2.5 } },
    notes: [
      'Wordloom: at most 0.12 s and 80 MB. numpy maps a .npy file and reads the words; gensim maps its own file.',
    ],
  },
  async ({ onProgress }) => {
    const [file, folder] = [originalVectors(), await cachedFolder('caches')]
    const prepared = (name: string): Contestant =>
      programContestant({
        name,
        async program() {
          const { runProgram } = await import('../run-program.js')
          await runProgram(await pythonProgram(onProgress, name, 'prepare', file, `${folder}/${name}`))
          return pythonProgram(onProgress, name, 'cache', file, `${folder}/${name}`)
        },
      })
    return [
      plain('wordloom', wordloomProgram('cache', file, folder)),
      plain('wordloom-load-all', wordloomProgram('load-all', file, folder)),
      prepared('numpy'),
      prepared('gensim'),
    ]
  },
)

export const gzipCase: BenchmarkCase = loadingCase(
  {
    name: 'gzip',
    description: 'from the gzipped text to the vector of king, everything in memory',
    unit: 's',
    targets: { zlib: byNode(0.91, 0.7), pandas: byNode(3, 2.3), gensim: byNode(20, 15.4) },
    notes: ["zlib is Node's inflater alone."],
  },
  async ({ onProgress }) => {
    const file = await gzippedVectors()
    return [
      plain('wordloom', wordloomProgram('text', file)),
      plain('zlib', plainNodeProgram('inflate', file)),
      programContestant({ name: 'pandas', program: () => pythonProgram(onProgress, 'pandas', 'text', file) }),
      programContestant({
        name: 'gensim',
        once: true,
        program: () => pythonProgram(onProgress, 'gensim', 'gzip', file),
      }),
      plain('gzip', { executable: 'sh', arguments: ['-c', `gzip -dc '${file}' > /dev/null`] }),
    ]
  },
)

export const zipCase: BenchmarkCase = loadingCase(
  {
    name: 'zip',
    description: 'from the zipped text to the vector of king, everything in memory',
    unit: 's',
    targets: { zlib: byNode(0.91, 0.7), pandas: byNode(3, 2.3) },
    notes: ["zlib is Node's inflater alone, on the gzip file. gensim reads no zip files."],
  },
  async ({ onProgress }) => {
    const [file, gzip] = [await zippedVectors(), await gzippedVectors()]
    return [
      plain('wordloom', wordloomProgram('text', file)),
      plain('zlib', plainNodeProgram('inflate', gzip)),
      programContestant({ name: 'pandas', program: () => pythonProgram(onProgress, 'pandas', 'text', file) }),
    ]
  },
)
