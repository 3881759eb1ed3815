import type { Need } from '../models/interop-model.js'

/** What building a runtime's program needs. */
export interface BuildContext {
  /** Builds and environments that later runs use again. */
  readonly cache: string
  readonly onProgress: (text: string) => void
}

/** What a runtime has not: reasons by need. */
export type Lacks = Readonly<Partial<Record<Need, string>>>

/** A runtime whose program can be started. */
export interface BuiltRuntime {
  /** Its version, where its program does not tell. */
  readonly version?: string
  /** What it runs in: a version of Node or of a browser. */
  readonly host?: string
  /** What it has not on this machine, beside what it has not anywhere. */
  readonly lacks?: Lacks
  /**
   * Runs the program on one folder of cases and gives the lines that it printed.
   *
   * @param values - what the cases are: where strings are of another type than numbers, another program takes them
   */
  classify(folder: string, values: 'ids' | 'strings'): Promise<readonly string[]>
  close?(): Promise<void>
}

/** One runtime, and the program that shows it. */
export interface Runtime {
  /** For `--only`. */
  readonly name: string
  /** For people. */
  readonly title: string
  /** The program's source, from the folder `programs`. */
  readonly program: string
  /**
   * For a runtime that cannot keep a state quite: what its answers may differ by for each id of padding in a row, beyond
   * the model's tolerance.
   */
  readonly differencePerPadding?: number
  /** What it has not, and why, in a few words. A model that needs it is run all the same, and expected to fail. */
  readonly lacks?: Lacks
  /**
   * Makes it ready; quick when it was ready before.
   *
   * @throws WordloomError `TOOL_MISSING` or `DEPENDENCY_MISSING` where it cannot be had, `TOOL_FAILED` where it cannot be
   * built from what there is.
   */
  build(context: BuildContext): Promise<BuiltRuntime>
}
