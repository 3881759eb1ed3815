// What a user's program would be, one job a run: `wordloom.js JOB FILE [MORE]`. It prints one line of JSON.
import { readFileSync } from 'node:fs'

const [job, file = '', more = ''] = process.argv.slice(2)

/** Most memory that this process had, in bytes. */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!
}

const milliseconds = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

async function loadKing(words?: ReadonlySet<string>): Promise<object> {
  const { loadVectors } = await import('@wordloom/glove-loader')
  const { embedding } = await loadVectors(file, words === undefined ? {} : { words })
  return { first: [...embedding.vector('king').subarray(0, 3)], peakBytes: peakBytes() }
}

async function openStore() {
  const { openVectors } = await import('@wordloom/glove-loader')
  return openVectors(file, { cacheFolder: more })
}

const jobs: Readonly<Record<string, () => Promise<object>>> = {
  text: () => loadKing(),
  filtered: () => loadKing(new Set(readFileSync(more, 'utf8').split('\n'))),
  async cache() {
    const store = await openStore()
    return { first: [...store.vector('king')!.subarray(0, 3)], peakBytes: peakBytes() }
  },
  async build() {
    const store = await openStore()
    return { first: [...store.row(store.size - 1).subarray(0, 3)], rows: store.size, peakBytes: peakBytes() }
  },
  async 'load-all'() {
    const store = await openStore()
    return { first: [...store.loadAll().vector('king').subarray(0, 3)], peakBytes: peakBytes() }
  },
  async nearest() {
    const { createSimilarity } = await import('@wordloom/similarity')
    const embedding = (await openStore()).loadAll()
    const words = Array.from({ length: 1000 }, (_, index) => embedding.vocabulary.token(5002 + index))
    const similarity = await createSimilarity(embedding)
    const first = milliseconds(() => similarity.mostSimilar('king'))
    const float32 = median(
      Array.from({ length: 7 }, (_, index) => milliseconds(() => similarity.mostSimilar(words[index]!))),
    )
    similarity.prepare()
    for (const word of words.slice(0, 20)) similarity.mostSimilar(word)
    const int8 = median(words.slice(0, 100).map((word) => milliseconds(() => similarity.mostSimilar(word))))
    similarity.mostSimilarOfMany(words.slice(0, 10))
    const many = milliseconds(() => similarity.mostSimilarOfMany(words)) / words.length
    return { answer: similarity.mostSimilar('king', { topk: 3 }).map(({ word }) => word), first, float32, int8, many }
  },
  async analogies() {
    const { createSimilarity, parseAnalogies } = await import('@wordloom/similarity')
    const { loadVectors } = await import('@wordloom/glove-loader')
    const { embedding } = await loadVectors(file)
    const similarity = await createSimilarity(embedding)
    const start = performance.now()
    const { total } = await similarity.evaluateAnalogies(parseAnalogies(readFileSync(more, 'utf8')), {
      restrictVocabulary: embedding.vocabulary.size - 2,
    })
    return {
      seconds: (performance.now() - start) / 1000,
      correct: total.correct,
      asked: total.correct + total.incorrect,
    }
  },
}

process.stdout.write(`${JSON.stringify(await jobs[job!]!())}\n`)
process.exit(0)
