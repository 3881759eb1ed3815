import { parseArgs } from 'node:util'
import { WordloomError } from '@wordloom/core'
import type { Runtime } from './runtimes/runtime.js'

/** What was asked for on the command line. */
export interface InteropArguments {
  /** The runtimes to run. */
  readonly runtimes: readonly Runtime[]
  /** Whether to run the programs of READMEs. */
  readonly readmes: boolean
  /** Whether they are all there are. */
  readonly complete: boolean
  readonly help: boolean
}

/** For `--only`. */
const readmeName = 'readme'

/**
 * Reads the command line.
 *
 * @throws WordloomError `INVALID_ARGUMENT` for options and runtimes that there are not.
 */
export function parseInteropArguments(parameters: readonly string[], runtimes: readonly Runtime[]): InteropArguments {
  const { only, help } = parse(parameters)
  for (const name of only) {
    if (name === readmeName || runtimes.some((runtime) => runtime.name === name)) continue
    throw new WordloomError('INVALID_ARGUMENT', 'There is no such runtime', {
      name: '--only',
      expected: [...runtimes.map((runtime) => runtime.name), readmeName].join(', '),
      received: name,
    })
  }
  const complete = only.length === 0
  return {
    runtimes: complete ? runtimes : runtimes.filter(({ name }) => only.includes(name)),
    readmes: complete || only.includes(readmeName),
    complete,
    help,
  }
}

function parse(parameters: readonly string[]): { readonly only: readonly string[]; readonly help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        only: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (cause) {
    throw new WordloomError('INVALID_ARGUMENT', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** The help text. */
export function usage(runtimes: readonly Runtime[]): string {
  return `Runs exported models in every ONNX runtime, and compares the answers with Wordloom's.

Usage: npm run interop [-- options]

  --only NAME   one of those below; may be given several times. The results of a run of all are written to interop/results.json
  --help        show this text

${[...runtimes, { name: readmeName, title: 'the programs of READMEs beside exported files' }]
  .map(({ name, title }) => `  ${name.padEnd(26)}${title}\n`)
  .join('')}`
}
