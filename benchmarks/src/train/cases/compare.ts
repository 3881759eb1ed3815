import { peers } from '../../peers/peer.js'
import type { CaseHeader, CaseResult } from '../../runner/case-result.js'
import { comparisonResult } from '../../runner/case-result.js'
import type { Contestant } from '../../runner/contestant.js'
import { race } from '../../runner/race.js'
import type { RunOptions } from '../../runner/suite.js'
import { peer, wordloom, type Work } from '../contestants.js'
import { notesOnFirstLosses } from '../first-losses.js'

/** Rounds of a full and of a quick run. */
export interface Rounds {
  readonly full: number
  readonly quick: number
}

/** Runs a race and makes a result of it. */
export async function compare(
  header: CaseHeader,
  contestants: readonly Contestant[],
  rounds: Rounds,
  { quick, onProgress }: RunOptions,
): Promise<CaseResult> {
  const outcome = await race(contestants, { rounds: quick ? rounds.quick : rounds.full, onProgress })
  return comparisonResult({ ...header, notes: [...(header.notes ?? []), ...notesOnFirstLosses(outcome)] }, outcome)
}

/** Wordloom on all threads and on one, and every peer in its usual way. */
export function usualContestants(work: Work, data: string, { onProgress }: RunOptions): Contestant[] {
  return [
    wordloom(work, { data }),
    wordloom(work, { data }, { name: 'wordloom-1-thread', threads: 1 }),
    ...peers.map((framework) => peer(work, data, { framework, onProgress })),
  ]
}
