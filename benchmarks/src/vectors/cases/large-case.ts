import { rm } from 'node:fs/promises'
import { ownResult } from '../../runner/case-result.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { cachedFolder, largeVectors } from '../data/derived-files.js'
import { programContestant } from '../program-contestant.js'
import { wordloomProgram } from '../programs.js'
import { race } from '../../runner/race.js'

const mebibyte = 2 ** 20

/** What it takes to build the cache of the largest vectors that are published. */
export const largeCase: BenchmarkCase = {
  name: 'large',
  async run({ onProgress }) {
    const folder = await cachedFolder('large-cache')
    let seconds = 0
    const contestant = programContestant({
      name: 'wordloom',
      once: true,
      async program() {
        const file = await largeVectors(onProgress)
        await rm(folder, { recursive: true, force: true })
        await cachedFolder('large-cache')
        return wordloomProgram('build', file, folder)
      },
      figure(run) {
        seconds = run.seconds
        return Number(run.answer['peakBytes']) / mebibyte
      },
    })
    const outcome = await race([contestant], { rounds: 1, onProgress })
    await rm(folder, { recursive: true, force: true })
    const header = {
      name: 'large',
      description: 'most memory while the cache of 2.2 million × 300 vectors (5.6 GB of text) is built',
      unit: 'MiB',
      target: { atMost: 1500 },
    } as const
    return ownResult(header, outcome.summaries.get('wordloom')?.median, outcome, { seconds })
  },
}
