import { WordloomError } from '@wordloom/core'

/** How far a runtime's answers to one case are from Wordloom's. */
export interface CaseAnswer {
  readonly case: string
  /** Largest absolute difference between two probabilities; NaN where one of them was none. */
  readonly largestDifference: number
}

/** What a program said about one folder of cases. */
export interface ProgramAnswers {
  /** Of the runtime, where it tells. */
  readonly version?: string
  readonly loadMilliseconds: number
  readonly cases: readonly CaseAnswer[]
}

/**
 * Reads what a program printed: `{"version": …, "load_ms": …}`, then a line `{"case": …, "largest_difference": …}` a case,
 * in order. A difference that is no number (each language writes NaN as it likes) is read as NaN.
 *
 * @throws WordloomError `TOOL_FAILED` for anything else, so also for a program that leaves out cases.
 */
export function readAnswers(lines: readonly string[], caseNames: readonly string[]): ProgramAnswers {
  const [first = '', ...rest] = lines
  const { version, load_ms: load } = parse(first)
  if (typeof load !== 'number' || rest.length !== caseNames.length) {
    throw malformed(`a line with load_ms and ${caseNames.length} lines of cases`, lines.join('\n') || 'nothing')
  }
  const cases = rest.map((line, index) => {
    const { case: name, largest_difference: difference } = parse(line)
    if (name !== caseNames[index]) throw malformed(`the case '${caseNames[index]}'`, line)
    return { case: caseNames[index]!, largestDifference: typeof difference === 'number' ? difference : NaN }
  })
  return { ...(typeof version === 'string' && { version }), loadMilliseconds: load, cases }
}

interface Line {
  readonly [key: string]: unknown
}

function parse(line: string): Line {
  try {
    return JSON.parse(line.replace(/("largest_difference": ?)[-+]?nan\b/i, '$1null')) as Line
  } catch {
    throw malformed('a JSON object', line || 'nothing')
  }
}

function malformed(expected: string, received: string): WordloomError {
  return new WordloomError('TOOL_FAILED', 'A program printed something else than its answers', { expected, received })
}
