import { setTimeout as wait } from 'node:timers/promises'
import type { Contestant, StartedContestant } from './contestant.js'
import { summarize, type Summary } from './statistics.js'

/** How a race is run. */
export interface RaceOptions {
  /** At least 1. */
  readonly rounds: number
  /**
   * Rest before each round: some thread pools keep their threads spinning for a while after the work is done.
   * @defaultValue 200
   */
  readonly restMilliseconds?: number
  /** Called as contestants get ready and rounds begin. */
  readonly onProgress?: (text: string) => void
}

/** What came out, by the contestants' names and in their order. */
export interface RaceOutcome {
  readonly summaries: ReadonlyMap<string, Summary>
  readonly versions: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly facts: ReadonlyMap<string, Readonly<Record<string, number>>>
  /** Contestants without a figure, and why. */
  readonly missing: ReadonlyMap<string, string>
}

/**
 * Lets contestants run in turns: each once a round, so that whatever else the machine does meets all of them. Who begins
 * changes from round to round. A contestant that fails, at the start or later, is missing; the others go on.
 */
export async function race(contestants: readonly Contestant[], options: RaceOptions): Promise<RaceOutcome> {
  const { rounds, restMilliseconds = 200, onProgress = () => {} } = options
  const started = new Map<string, StartedContestant>()
  const values = new Map<string, number[]>()
  const versions = new Map<string, Readonly<Record<string, string>>>()
  const facts = new Map<string, Readonly<Record<string, number>>>()
  const missing = new Map<string, string>()
  const spent = new Map<string, number>()
  const budgets = new Map(contestants.map(({ name, budgetMilliseconds }) => [name, budgetMilliseconds ?? Infinity]))

  async function drop(name: string, error: unknown): Promise<void> {
    missing.set(name, error instanceof Error ? error.message : String(error))
    await started.get(name)?.stop()
    started.delete(name)
  }

  try {
    for (const contestant of contestants) {
      onProgress(`${contestant.name} gets ready`)
      try {
        const ready = await contestant.start()
        started.set(contestant.name, ready)
        if (ready.versions !== undefined) versions.set(contestant.name, ready.versions)
      } catch (error) {
        await drop(contestant.name, error)
      }
    }
    for (let round = 0; round < rounds; round++) {
      onProgress(`round ${round + 1} of ${rounds}`)
      for (const [name, contestant] of rotate([...started], round)) {
        if (values.has(name) && spent.get(name)! >= budgets.get(name)!) continue
        await wait(restMilliseconds)
        const begun = performance.now()
        try {
          const value = await contestant.round()
          spent.set(name, (spent.get(name) ?? 0) + performance.now() - begun)
          values.set(name, [...(values.get(name) ?? []), value])
        } catch (error) {
          await drop(name, error)
        }
      }
    }
    for (const [name, contestant] of started) facts.set(name, contestant.facts?.() ?? {})
  } finally {
    for (const contestant of started.values()) await contestant.stop()
  }
  const finished = contestants.map(({ name }) => name).filter((name) => started.has(name))
  const summaries = new Map(finished.map((name) => [name, summarize(values.get(name)!)]))
  return { summaries, versions, facts, missing }
}

function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const shift = items.length === 0 ? 0 : by % items.length
  return [...items.slice(shift), ...items.slice(0, shift)]
}
