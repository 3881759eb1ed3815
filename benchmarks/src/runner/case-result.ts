import type { RaceOutcome } from './race.js'
import { reaches, type Target } from './target.js'

/** The unit of a case's figures. */
export type Unit = 'ms' | 's' | 'MiB' | '%' | 'times'

/** A target and whether it was reached. */
export type JudgedTarget = Target & { readonly met: boolean }

/** What stands behind a median. */
export interface Spread {
  readonly lowest: number
  readonly highest: number
  readonly rounds: readonly number[]
}

/**
 * One case of a benchmark: the form that all benchmarks of the repository write. It is plain JSON.
 */
export interface CaseResult {
  readonly name: string
  /** What was measured, in a sentence. */
  readonly description: string
  readonly unit: Unit
  /** Wordloom's median, or the one figure of a case without peers; null when it is missing. */
  readonly wordloom: number | null
  /** Medians of the others by name. Other ways to use Wordloom are among them, as `wordloom-…`. */
  readonly peers: Readonly<Record<string, number>>
  /** A peer's median ÷ Wordloom's: above 1 Wordloom is faster, or smaller. */
  readonly ratios: Readonly<Record<string, number>>
  /** By the name of a ratio, or `wordloom` for the case's own figure. */
  readonly targets: Readonly<Record<string, JudgedTarget>>
  /** By name, `wordloom` included. */
  readonly spreads: Readonly<Record<string, Spread>>
  /** Contestants without a figure, and why. */
  readonly missing: Readonly<Record<string, string>>
  /** Further figures by name: losses, rates, parts of a ratio. */
  readonly facts: Readonly<Record<string, number>>
  /** What a reader has to know to judge the figures. */
  readonly notes: readonly string[]
  /** Frameworks and their versions. */
  readonly versions: Readonly<Record<string, string>>
}

/** What a case says about itself. */
export interface CaseHeader {
  readonly name: string
  readonly description: string
  readonly unit: Unit
  /** Of ratios, by the name of the peer. */
  readonly targets?: Readonly<Record<string, Target>>
  readonly notes?: readonly string[]
}

/** The contestant that all others are compared with. */
export const ourselves = 'wordloom'

/** The result of a race between Wordloom and peers. */
export function comparisonResult(header: CaseHeader, outcome: RaceOutcome): CaseResult {
  const { summaries, missing } = outcome
  const ours = summaries.get(ourselves)
  const peers: Record<string, number> = {}
  const ratios: Record<string, number> = {}
  const spreads: Record<string, Spread> = {}
  for (const [name, { median, lowest, highest, rounds }] of summaries) {
    spreads[name] = { lowest, highest, rounds }
    if (name === ourselves) continue
    peers[name] = median
    if (ours !== undefined) ratios[name] = median / ours.median
  }
  return {
    name: header.name,
    description: header.description,
    unit: header.unit,
    wordloom: ours?.median ?? null,
    peers,
    ratios,
    targets: judge(header.targets ?? {}, ratios),
    spreads,
    missing: Object.fromEntries(missing),
    facts: flattenFacts(outcome),
    notes: header.notes ?? [],
    versions: Object.assign({}, ...outcome.versions.values()) as Record<string, string>,
  }
}

/** The result of a case that asks something of Wordloom alone. */
export function ownResult(
  header: Omit<CaseHeader, 'targets'> & { readonly target: Target },
  value: number | undefined,
  outcome: RaceOutcome,
  facts: Readonly<Record<string, number>> = {},
): CaseResult {
  const compared = comparisonResult(header, outcome)
  const targets: Record<string, JudgedTarget> =
    value === undefined ? {} : { [ourselves]: { ...header.target, met: reaches(header.target, value) } }
  return {
    ...compared,
    wordloom: value ?? null,
    peers: {},
    ratios: {},
    targets,
    facts: { ...compared.facts, ...facts },
  }
}

function judge(
  targets: Readonly<Record<string, Target>>,
  ratios: Readonly<Record<string, number>>,
): Record<string, JudgedTarget> {
  const judged: Record<string, JudgedTarget> = {}
  for (const [name, target] of Object.entries(targets)) {
    const ratio = ratios[name]
    if (ratio !== undefined) judged[name] = { ...target, met: reaches(target, ratio) }
  }
  return judged
}

function flattenFacts({ facts }: RaceOutcome): Record<string, number> {
  const flat: Record<string, number> = {}
  for (const [contestant, values] of facts) {
    for (const [name, value] of Object.entries(values)) flat[`${contestant}: ${name}`] = value
  }
  return flat
}
