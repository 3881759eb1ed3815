import type { Machine } from './machine.js'

/** How one runtime did on one model. */
export interface ModelResult {
  readonly model: string
  /** Largest absolute difference between two probabilities over all cases; left out where there is none. */
  readonly largestDifference?: number
  /** The case that it was found in. */
  readonly worstCase?: string
  /** From the path of the file to a session. */
  readonly loadMilliseconds?: number
  /** What was wrong: a difference above the tolerance, or an error. */
  readonly failure?: string
  /** What the runtime has not, so that it cannot run the model; there are no figures then. */
  readonly lack?: string
}

/** How one runtime did. */
export interface RuntimeResult {
  readonly name: string
  readonly title: string
  readonly version?: string
  /** What it ran in: a version of Node or of a browser. */
  readonly host?: string
  /** What its answers were allowed to differ by for each id of padding in a row, beyond the model's tolerance. */
  readonly differencePerPadding?: number
  /** Why it could not be had; it has no results then. */
  readonly missing?: string
  readonly models: readonly ModelResult[]
}

/** How the programs of one language did that READMEs beside exported files have. */
export interface ReadmeResult {
  readonly language: string
  /** Why the language could not be had; there are no programs then. */
  readonly missing?: string
  readonly programs: readonly {
    /** What the file takes. */
    readonly inputs: 'ids' | 'tokens' | 'text'
    readonly largestDifference?: number
    /** What was wrong: a difference, or an error. */
    readonly failure?: string
  }[]
}

/** One run of everything. */
export interface InteropResults {
  readonly machine: Machine
  readonly node: string
  readonly models: readonly {
    readonly name: string
    readonly description: string
    readonly group: 'networks' | 'forms'
    /** What rounding its weights changes a probability by at most; left out where there is none. */
    readonly roundingDifference?: number
    /** Largest absolute difference allowed between two probabilities. */
    readonly tolerance: number
    /** Of the ONNX file. */
    readonly bytes: number
    readonly cases: number
  }[]
  readonly runtimes: readonly RuntimeResult[]
  /** Left out where they were not asked for. */
  readonly readmes?: readonly ReadmeResult[]
}

/** Whether a runtime or a program gave a wrong answer, or none where it should. One that could not be had did not. */
export function hasFailed({ runtimes, readmes = [] }: InteropResults): boolean {
  const results = [...runtimes.flatMap(({ models }) => models), ...readmes.flatMap(({ programs }) => programs)]
  return results.some(({ failure }) => failure !== undefined)
}
