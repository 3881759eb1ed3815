import type { Peer } from '../peers/peer.js'
import { peerInterpreter } from '../peers/peer.js'
import type { Contestant } from '../runner/contestant.js'
import type { WorkerProcess } from '../runner/worker-process.js'
import { startPeer, startWordloom, threadsOfAll } from './start-worker.js'
import type { OpenRequest, PeakMemoryAnswer, RoundAnswer } from './worker/protocol.js'

/** What is measured of a whole process. */
export type ProcessFigure = 'seconds-to-first-step' | 'peak-mebibytes'

export interface ProcessContestantOptions {
  readonly figure: ProcessFigure
  readonly data: string
  /** Steps that a process trains before its memory is read. */
  readonly steps: number
  readonly onProgress: (text: string) => void
  readonly variant?: string
}

/** Contestants that start a process each round: Wordloom for `undefined`, or a peer. */
export function processContestant(peer: Peer | undefined, options: ProcessContestantOptions): Contestant {
  const { figure, data, steps, onProgress, variant } = options
  const name = peer === undefined ? 'wordloom' : variant === undefined ? peer.name : `${peer.name}-${variant}`
  const open: OpenRequest = {
    job: 'train',
    data,
    warmUpSteps: 1,
    check: false,
    threads: threadsOfAll,
    ...(variant !== undefined && { variant }),
  }

  async function withProcess<Result>(use: (worker: WorkerProcess) => Promise<Result>): Promise<Result> {
    const worker = peer === undefined ? startWordloom(name) : await startPeer(peer, onProgress)
    try {
      return await use(worker)
    } finally {
      await worker.stop()
    }
  }

  return {
    name,
    async start() {
      // Installs the peer, and brings its files into the page cache, where everybody else's are.
      if (peer !== undefined) await peerInterpreter(peer, onProgress)
      await withProcess((worker) => worker.call('open', open))
      return {
        async round() {
          const started = performance.now()
          return withProcess(async (worker) => {
            await worker.call('open', open)
            if (figure === 'seconds-to-first-step') return (performance.now() - started) / 1000
            await worker.call<RoundAnswer>('round', { steps })
            return (await worker.call<PeakMemoryAnswer>('peak-memory', {})).bytes / 2 ** 20
          })
        },
        stop: async () => {},
      }
    },
  }
}
