import { comparisonResult } from '../../runner/case-result.js'
import { race } from '../../runner/race.js'
import { byNode, type Target } from '../../runner/target.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { cachedFolder } from '../data/derived-files.js'
import { originalVectors } from '../data/original-vectors.js'
import { programContestant } from '../program-contestant.js'
import { pythonProgram, wordloomProgram } from '../programs.js'
import { runProgram } from '../run-program.js'

interface NearestQuestion {
  readonly name: string
  readonly description: string
  /** Which figure of its process is Wordloom's. */
  readonly ours: 'first' | 'float32' | 'int8' | 'many'
  readonly peers: Readonly<Record<string, 'first' | 'float32' | 'many'>>
  readonly targets: Readonly<Record<string, Target>>
}

/** Ten nearest of 400,000 × 50, in ways that somebody asks. */
const questions: readonly NearestQuestion[] = [
  {
    name: 'nearest',
    description: 'a query for the ten nearest of 400,000 × 50 vectors, float32, 2 threads',
    ours: 'float32',
    peers: { gensim: 'float32', faiss: 'float32' },
    targets: { gensim: byNode(1.2, 0.92) },
  },
  {
    name: 'nearest-int8',
    description: 'the same with a first pass over whole numbers, the answer still exact',
    ours: 'int8',
    peers: { gensim: 'float32', faiss: 'float32' },
    targets: { gensim: byNode(3, 2.3) },
  },
  {
    name: 'nearest-first',
    description: 'the first query, norms included',
    ours: 'first',
    peers: { gensim: 'first' },
    targets: { gensim: byNode(3, 2.3) },
  },
  {
    name: 'nearest-many',
    description: 'a query of 1,000 that are asked at once',
    ours: 'many',
    peers: { numpy: 'many', faiss: 'many' },
    targets: { numpy: byNode(4, 3.1) },
  },
]

const rounds = { full: 5, quick: 2 }

export const nearestCases: readonly BenchmarkCase[] = questions.map(({ name, description, ours, peers, targets }) => ({
  name,
  async run({ quick, onProgress }) {
    const [file, folder] = [originalVectors(), await cachedFolder('caches')]
    const contestants = [
      programContestant({
        name: 'wordloom',
        program: async () => wordloomProgram('nearest', file, folder),
        figure: ({ answer }) => Number(answer[ours]),
      }),
      ...Object.entries(peers).map(([peer, figure]) =>
        programContestant({
          name: peer,
          async program() {
            // faiss searches what numpy has.
            const library = peer === 'faiss' ? 'numpy' : peer
            await runProgram(await pythonProgram(onProgress, library, 'prepare', file, `${folder}/${library}`))
            return pythonProgram(onProgress, peer, 'nearest', file, `${folder}/${library}`)
          },
          figure: ({ answer }) => Number(answer[figure]),
        }),
      ),
    ]
    const outcome = await race(contestants, { rounds: quick ? rounds.quick : rounds.full, onProgress })
    return comparisonResult({ name, description, unit: 'ms', targets }, outcome)
  },
}))

export const analogiesCase: BenchmarkCase = {
  name: 'analogies',
  async run({ quick, onProgress }) {
    const [file, folder] = [originalVectors(), await cachedFolder('caches')]
    const { answer } = await runProgram(await pythonProgram(onProgress, 'questions', 'path', file))
    const path = String(answer['path'])
    const seconds = ({ answer: said }: { readonly answer: Readonly<Record<string, unknown>> }): number =>
      Number(said['seconds'])
    const contestants = [
      programContestant({
        name: 'wordloom',
        program: async () => wordloomProgram('analogies', file, path),
        figure: seconds,
      }),
      programContestant({
        name: 'gensim',
        once: true,
        async program() {
          await runProgram(await pythonProgram(onProgress, 'gensim', 'prepare', file, `${folder}/gensim`))
          return pythonProgram(onProgress, 'gensim', 'analogies', file, `${folder}/gensim`, path)
        },
        figure: seconds,
      }),
    ]
    const outcome = await race(contestants, { rounds: quick ? 1 : 3, onProgress })
    const header = {
      name: 'analogies',
      description: 'the 19,544 questions of questions-words.txt over 400,000 words, by the same protocol',
      unit: 's',
      targets: { gensim: byNode(10, 7.7) },
    } as const
    return comparisonResult(header, outcome)
  },
}
