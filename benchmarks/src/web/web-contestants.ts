import { fileURLToPath } from 'node:url'
import { onCores } from '../runner/on-cores.js'
import type { Contestant } from '../runner/contestant.js'
import { startWorker, type WorkerProcess } from '../runner/worker-process.js'
import { perStep, wordloom, workerContestant, type Work } from '../train/contestants.js'
import { referenceSizes } from '../train/sizes.js'
import { threadsOfAll } from '../train/start-worker.js'
import type { BrowserRequest, WebBackend } from './protocol.js'

/** A request that takes longer ends the contestant: there are steps that take minutes. */
const limits = { full: 300_000, quick: 60_000 }

/** What browsers are measured at. */
export interface WebWork {
  readonly job: 'train' | 'predict'
  readonly quick: boolean
}

/** Wordloom's kernels in a page's worker, on a page that is cross-origin isolated or on one thread. */
export function kernelsInBrowser(work: WebWork, name: string, threads: number): Contestant {
  return inBrowser(
    name,
    fastWork(work),
    { subject: { network: 'kernels', threads }, isolated: threads > 1 },
    limits.full,
  )
}

/** The same engine in Node. */
export function kernelsInNode(work: WebWork, name: string): Contestant {
  return wordloom(fastWork(work), { sizes: referenceSizes }, { name })
}

/** Wordloom's engine on TensorFlow.js, or tfjs-layers, on a page that is cross-origin isolated. */
export function tfjsInBrowser(work: WebWork, network: 'tfjs-engine' | 'tfjs-layers', backend: WebBackend): Contestant {
  const name = network === 'tfjs-engine' ? `wordloom-tfjs-${backend}` : `tfjs-layers-${backend}`
  const subject = { network, backend, threads: threadsOfAll } as const
  const limit = work.quick ? limits.quick : limits.full
  return inBrowser(name, slowWork(work, backend), { subject, isolated: true }, limit)
}

/** Of contestants that take milliseconds a step. */
function fastWork({ job }: WebWork): Work {
  return { job, steps: 20, warmUpSteps: 8, toFigure: perStep }
}

/** Of contestants that may take seconds a step. */
function slowWork({ job, quick }: WebWork, backend: WebBackend): Work {
  // The others compile programs in their first step, or fetch them.
  const warmUpSteps = backend === 'cpu' ? 0 : 1
  return { job, steps: 1, warmUpSteps, toFigure: perStep, budgetMilliseconds: quick ? 3_000 : 30_000 }
}

function inBrowser(
  name: string,
  work: Work,
  where: Pick<BrowserRequest, 'subject' | 'isolated'>,
  limit: number,
): Contestant {
  return workerContestant(name, work, { ...where, sizes: referenceSizes }, () => startBrowser(name, limit))
}

function startBrowser(name: string, limit: number): WorkerProcess {
  const worker = fileURLToPath(new URL('browser/browser-worker.js', import.meta.url))
  const command = onCores({ executable: process.execPath, arguments: [worker] }, threadsOfAll)
  return startWorker({ ...command, name, environment: process.env }, limit)
}
