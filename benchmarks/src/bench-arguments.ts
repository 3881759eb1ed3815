import { parseArgs } from 'node:util'
import { WordloomError } from '@wordloom/core'
import type { Suite } from './runner/suite.js'

/** What was asked for on the command line. */
export interface BenchArguments {
  readonly suite: string | undefined
  /** Names of cases; all when empty. */
  readonly only: readonly string[]
  readonly quick: boolean
  /** Where the JSON report goes. */
  readonly json: string | undefined
  readonly help: boolean
}

/**
 * Reads the command line.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for options that there are not.
 */
export function parseBenchArguments(parameters: readonly string[]): BenchArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    const { only, quick, json, help } = values
    return { suite: positionals[0], only, quick, json, help }
  } catch (cause) {
    throw new WordloomError('INVALID_ARGUMENT', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** The help text. */
export function usage(suites: readonly Suite[]): string {
  const lines = suites.map(({ name, description, cases }) => {
    return `  ${name}  ${description}\n         cases: ${cases.map((each) => each.name).join(', ')}\n`
  })
  return `Runs Wordloom and its peers side by side.

Usage: npm run bench -- BENCHMARK [options]

${lines.join('')}
  --only CASE   one case; may be given several times
  --quick       fewer rounds, for a look
  --json FILE   write the figures to a file
  --help        show this text
`
}
