import { ownResult } from '../../runner/case-result.js'
import type { Contestant } from '../../runner/contestant.js'
import { race } from '../../runner/race.js'
import type { BenchmarkCase } from '../../runner/suite.js'
import { wordloom } from '../contestants.js'
import { operationsOfStep } from '../floating-point-operations.js'
import { referenceSizes } from '../sizes.js'
import { startWordloom, threadsOfAll } from '../start-worker.js'
import type { GemmRateAnswer, GemmRateRequest } from '../worker/protocol.js'
import { ownWork } from './own-work.js'

const name = 'gemm-share'
const gemm: GemmRateRequest = { size: 512, milliseconds: 400 }

/** How near the step comes to what the machine gives. */
export const gemmShareCase: BenchmarkCase = {
  name,
  async run({ quick, onProgress }) {
    const data = { sizes: referenceSizes }
    const threads = [1, threadsOfAll]
    const steps = threads.map((count) => wordloom(ownWork, data, { name: `step-${count}-thread`, threads: count }))
    const outcome = await race([gemmContestant(), ...steps], { rounds: quick ? 5 : 15, onProgress })
    const rate = outcome.summaries.get('gemm')?.median
    const facts: Record<string, number> = { ...(rate !== undefined && { 'GEMM GFLOP/s a thread': rate }) }
    let share: number | undefined
    for (const count of threads) {
      const time = outcome.summaries.get(`step-${count}-thread`)?.median
      if (time === undefined || rate === undefined) continue
      const reached = operationsOfStep(referenceSizes) / time / 1e6
      facts[`step GFLOP/s, threads ${count}`] = reached
      facts[`share %, threads ${count}`] = share = (reached / (rate * count)) * 100
    }
    const header = {
      name,
      description:
        'operations a second of a whole training step of reference ÷ those of a 512×512×512 product of the same kernels, times threads',
      unit: '%',
      target: { atLeast: 60 },
      notes: ['Operations are counted for every token; kernels that multiply a repeated word once do a few fewer.'],
    } as const
    return ownResult(header, share, outcome, facts)
  },
}

function gemmContestant(): Contestant {
  return {
    name: 'gemm',
    async start() {
      const worker = startWordloom('gemm')
      try {
        await worker.call('gemm-rate', gemm)
      } catch (error) {
        await worker.stop()
        throw error
      }
      return {
        round: async () => (await worker.call<GemmRateAnswer>('gemm-rate', gemm)).gigaflops,
        stop: () => worker.stop(),
      }
    },
  }
}
