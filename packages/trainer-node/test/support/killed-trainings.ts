import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createRandom } from '@wordloom/core'

const fixture = fileURLToPath(new URL('../fixtures/train-with-checkpoints.mjs', import.meta.url))
const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
/** Longest time from the first step to the kill: about that of a whole training. */
const longestDelayMs = 250

/** What became of a process that trained. */
interface Outcome {
  /** Hash of weights and history; absent when it was killed before. */
  readonly done?: string
  /** Where it began: `epoch step`. */
  readonly started?: string
}

/** What {@link killTrainings} saw. */
export interface Killings {
  readonly kills: number
  /** Kills that left a checkpoint half written or half removed. */
  readonly insideWrite: number
  /** Processes that went on from a checkpoint. */
  readonly resumed: number
  /** Trainings that reached their end, each by several processes. */
  readonly outcomes: readonly string[]
}

/** Hash of the weights and the history of the training that nobody interrupts. */
export async function uninterrupted(): Promise<string> {
  return (await runTraining([])).done!
}

/**
 * Kills trainings, each at a moment drawn from `seed`, and has the next process go on, until there were `kills` of them;
 * the last training then reaches its end. Whenever one does, another begins in a new folder.
 */
export async function killTrainings(kills: number, seed: number): Promise<Killings> {
  const random = createRandom(seed)
  const parent = await mkdtemp(join(tmpdir(), 'wordloom-kills-'))
  const seen = { kills: 0, insideWrite: 0, resumed: 0, outcomes: [] as string[] }
  try {
    let folder = join(parent, '0')
    for (let isOver = false; !isOver;) {
      const delay = seen.kills < kills ? random.nextFloat() * longestDelayMs : undefined
      const before = await halfWritten(folder)
      const { done, started } = await runTraining([folder], delay)
      if (started !== undefined && started !== '1 0') seen.resumed += 1
      if (done === undefined) {
        seen.kills += 1
        if ((await halfWritten(folder)).some((name) => !before.includes(name))) seen.insideWrite += 1
      } else {
        seen.outcomes.push(done)
        folder = join(parent, `${seen.outcomes.length}`)
        isOver = seen.kills === kills
      }
    }
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
  return seen
}

async function runTraining(values: readonly string[], killAfterMs?: number): Promise<Outcome> {
  if (!existsSync(built)) throw new Error('The package is not built: run `npm run build` first.')
  const child = spawn(process.execPath, [fixture, ...values], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const said: Record<string, string> = {}
  let timer: NodeJS.Timeout | undefined
  createInterface(child.stdout).on('line', (line) => {
    const [what = '', ...rest] = line.split(' ')
    said[what] = rest.join(' ')
    if (what === 'started' && killAfterMs !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  })
  const [code, signal] = await closed
  clearTimeout(timer)
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The training failed with ${code ?? signal ?? ''}.`)
  const { done, started } = said
  return { ...(done !== undefined && { done }), ...(started !== undefined && { started }) }
}

async function halfWritten(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('.'))
}
