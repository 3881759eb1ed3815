import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What of `interop/results.json` is shown. */
export interface InteropResults {
  readonly machine: { readonly processor: string; readonly cores: number; readonly platform: string }
  readonly models: readonly {
    readonly name: string
    readonly description: string
    readonly group: 'networks' | 'forms'
    readonly roundingDifference?: number
    readonly cases: number
    readonly bytes: number
  }[]
  readonly runtimes: readonly RuntimeResult[]
  readonly readmes?: readonly {
    readonly language: string
    readonly missing?: string
    readonly programs: readonly (Figure & { readonly inputs: string })[]
  }[]
}

/** How one runtime did. */
export interface RuntimeResult {
  readonly title: string
  readonly version?: string
  readonly host?: string
  readonly missing?: string
  readonly differencePerPadding?: number
  readonly models: readonly ModelResult[]
}

/** How one runtime did on one model. */
export interface ModelResult extends Figure {
  readonly model: string
  readonly lack?: string
}

/** A difference, or what was wrong. */
export interface Figure {
  readonly largestDifference?: number
  readonly failure?: string
}

const file = join(import.meta.dirname, '../../../interop/results.json')

/** The last run of all that was kept. */
export function readInteropResults(): InteropResults {
  return JSON.parse(readFileSync(file, 'utf8')) as InteropResults
}
