import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is shown of one run of a benchmark; `benchmarks/README.md` describes the form. */
export interface SuiteResult {
  readonly suite: string
  readonly machine: {
    readonly processor: string
    readonly cores: number
    readonly memoryGiB: number
    readonly platform: string
  }
  readonly node: string
  readonly cases: readonly CaseResult[]
}

/** One question, asked of Wordloom and others. */
export interface CaseResult {
  readonly name: string
  readonly description: string
  readonly unit: string
  readonly wordloom: number | null
  readonly peers: Readonly<Record<string, number>>
  readonly ratios: Readonly<Record<string, number>>
  readonly spreads: Readonly<Record<string, { readonly lowest: number; readonly highest: number }>>
  readonly missing: Readonly<Record<string, string>>
  readonly notes: readonly string[]
  readonly versions: Readonly<Record<string, string>>
}

/** One who was measured in a case. */
export interface Contestant {
  readonly name: string
  readonly median: number
  readonly lowest: number
  readonly highest: number
  /** Its median ÷ Wordloom's; absent for Wordloom. */
  readonly ratio?: number
}

const folder = join(import.meta.dirname, '../../../../benchmarks/results')

/** All results that are kept, by the names of their files. */
export function readResults(): SuiteResult[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SuiteResult)
}

/** Wordloom first, then the others from the best to the worst. */
export function contestantsOf({ wordloom, peers, ratios, spreads }: CaseResult): Contestant[] {
  const contestant = (name: string, median: number): Contestant => {
    const { lowest, highest } = spreads[name] ?? { lowest: median, highest: median }
    const ratio = ratios[name]
    return { name, median, lowest, highest, ...(ratio !== undefined && { ratio }) }
  }
  const others = Object.entries(peers).sort(([, a], [, b]) => a - b)
  const all = [...(wordloom === null ? [] : [['wordloom', wordloom] as const]), ...others]
  return all.map(([name, median]) => contestant(name, median))
}

/** A figure with three significant digits, without an exponent. */
export function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
