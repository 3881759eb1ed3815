import type { Contestant } from '../runner/contestant.js'
import { runProgram, type Program, type ProgramRun } from './run-program.js'

/** A contestant that is a program, started anew each round. */
export interface ProgramContestant {
  readonly name: string
  /** Made when the contestant gets ready; it may install or build something. */
  readonly program: () => Promise<Program>
  /** What is measured. @defaultValue seconds of the whole process */
  readonly figure?: (run: ProgramRun) => number
  /** Runs it once and takes that for every round: it takes so long that its spread does not matter. */
  readonly once?: boolean
  /** Not run before the first round; for what takes very long. @defaultValue `once` */
  readonly cold?: boolean
}

const mebibyte = 2 ** 20

export function programContestant({ name, program, figure, once = false, cold = once }: ProgramContestant): Contestant {
  return {
    name,
    async start() {
      const made = await program()
      // Brings files into the page cache, where everybody else's are.
      let last = cold ? undefined : await runProgram(made)
      let kept: number | undefined
      return {
        async round() {
          if (once && kept !== undefined) return kept
          last = await runProgram(made)
          kept = figure?.(last) ?? last.seconds
          return kept
        },
        facts: () => factsOf(last),
        stop: async () => undefined,
      }
    },
  }
}

/** The vector that was found, so that a reader sees that all found the same, and the most memory of the process. */
function factsOf(run: ProgramRun | undefined): Record<string, number> {
  const { first, peakBytes, correct, asked, rows } = run?.answer ?? {}
  const facts: Record<string, number> = {}
  if (Array.isArray(first)) for (const [index, value] of first.entries()) facts[`king[${index}]`] = Number(value)
  if (typeof peakBytes === 'number') facts['peak MiB'] = Math.round(peakBytes / mebibyte)
  for (const [name, value] of Object.entries({ correct, asked, rows }))
    if (typeof value === 'number') facts[name] = value
  return facts
}
