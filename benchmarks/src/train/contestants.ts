import type { Peer } from '../peers/peer.js'
import type { Contestant } from '../runner/contestant.js'
import type { WorkerProcess } from '../runner/worker-process.js'
import { startPeer, startWordloom, threadsOfAll } from './start-worker.js'
import { newWords, type Job, type OpenAnswer, type OpenRequest, type RoundAnswer } from './worker/protocol.js'

/** What contestants do, and how their time becomes the figure of the case. */
export interface Work {
  readonly job: Job
  /** Batches a round. */
  readonly steps: number
  readonly warmUpSteps: number
  /** Milliseconds of a round → the figure. */
  readonly toFigure: (milliseconds: number, steps: number) => number
  /** Whether to compare losses, which tells whether all compute the same. @defaultValue true */
  readonly check?: boolean
  /** {@link Contestant.budgetMilliseconds} */
  readonly budgetMilliseconds?: number
}

/** Milliseconds a batch. */
export function perStep(milliseconds: number, steps: number): number {
  return milliseconds / steps
}

/** Wordloom on a dataset in a folder, or one that it makes itself. */
export function wordloom(
  work: Work,
  data: Pick<OpenRequest, 'data' | 'sizes'>,
  { name = 'wordloom', threads = threadsOfAll }: { readonly name?: string; readonly threads?: number } = {},
): Contestant {
  return workerContestant(name, work, { ...data, threads }, () => startWordloom(name))
}

/** The same where all words of a batch are new to the engine, which otherwise keeps what it has computed of them. */
export function wordloomOnNewWords(work: Work, data: Pick<OpenRequest, 'data' | 'sizes'>): Contestant {
  const name = `wordloom-${newWords}`
  const request = { ...data, threads: threadsOfAll, variant: newWords }
  return workerContestant(name, work, request, () => startWordloom(name))
}

/** A peer on a dataset in a folder. */
export function peer(work: Work, data: string, { framework, variant, onProgress }: PeerOptions): Contestant {
  const name = variant === undefined ? framework.name : `${framework.name}-${variant}`
  const request = { data, ...(variant !== undefined && { variant }) }
  return workerContestant(name, work, request, () => startPeer(framework, onProgress))
}

export interface PeerOptions {
  readonly framework: Peer
  /** Another way to use it, known to its Python module. */
  readonly variant?: string
  readonly onProgress: (text: string) => void
}

/**
 * A worker that stays and answers to `open` and `round`.
 *
 * @param request - what `open` is asked beside the work.
 */
export function workerContestant(
  name: string,
  { job, steps, warmUpSteps, toFigure, check = true, budgetMilliseconds }: Work,
  request: object,
  startProcess: () => WorkerProcess | Promise<WorkerProcess>,
): Contestant {
  return {
    name,
    ...(budgetMilliseconds !== undefined && { budgetMilliseconds }),
    async start() {
      const worker = await startProcess()
      let opened: OpenAnswer
      try {
        opened = await worker.call<OpenAnswer>('open', { ...request, job, warmUpSteps, check })
      } catch (error) {
        await worker.stop()
        throw error
      }
      let lastLoss: number | null = null
      return {
        versions: opened.versions,
        async round() {
          const { milliseconds, loss } = await worker.call<RoundAnswer>('round', { steps })
          lastLoss = loss
          return toFigure(milliseconds, steps)
        },
        facts: () => ({
          ...(opened.firstLoss !== undefined && { 'first loss': opened.firstLoss }),
          ...(check && lastLoss !== null && { 'last loss': lastLoss }),
        }),
        stop: () => worker.stop(),
      }
    },
  }
}
