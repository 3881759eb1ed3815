import { loadavg } from 'node:os'
import { WordloomError } from '@wordloom/core'
import type { CaseResult } from './case-result.js'
import { describeMachine } from './machine.js'
import type { Report } from './report.js'
import type { RunOptions, Suite } from './suite.js'

/** {@link RunOptions}, and which cases to run. */
export interface RunSuiteOptions extends RunOptions {
  /** Names of cases; all of them when empty. */
  readonly only: readonly string[]
  /** Called after each case with the report so far: a run takes long, and what is measured should survive its end. */
  readonly onReport?: (report: Report) => Promise<void>
}

/**
 * Runs the cases of a suite one after the other.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for a case that the suite does not have.
 */
export async function runSuite(suite: Suite, options: RunSuiteOptions): Promise<Report> {
  const { only, quick, onProgress } = options
  const names = suite.cases.map(({ name }) => name)
  const unknown = only.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new WordloomError('INVALID_ARGUMENT', `'${suite.name}' has no such case`, {
      name: '--only',
      expected: names.join(', '),
      received: unknown,
    })
  }
  const head = {
    suite: suite.name,
    machine: describeMachine(),
    node: process.versions.node,
    loadBefore: loadavg()[0]!,
    quick,
  }
  const cases: CaseResult[] = []
  for (const { name, run } of suite.cases) {
    if (only.length > 0 && !only.includes(name)) continue
    cases.push(await run({ quick, onProgress: (text) => onProgress(`${name}: ${text}`) }))
    await options.onReport?.({ ...head, cases })
  }
  return { ...head, cases }
}
