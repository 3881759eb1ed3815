import type { CaseResult } from './case-result.js'

/** What a case is run with. */
export interface RunOptions {
  /** Fewer rounds: figures to look at, not to quote. */
  readonly quick: boolean
  readonly onProgress: (text: string) => void
}

/** One question. */
export interface BenchmarkCase {
  /** kebab-case; what `--only` takes. */
  readonly name: string
  run(options: RunOptions): Promise<CaseResult>
}

/** Cases that belong together: what `npm run bench -- NAME` runs. */
export interface Suite {
  readonly name: string
  /** One line for the help text. */
  readonly description: string
  readonly cases: readonly BenchmarkCase[]
}
