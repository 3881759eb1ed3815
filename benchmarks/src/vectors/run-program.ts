import { spawn } from 'node:child_process'
import { WordloomError } from '@wordloom/core'

/** A program that does one job and prints one line of JSON. */
export interface Program {
  readonly executable: string
  readonly arguments: readonly string[]
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** How a run went. */
export interface ProgramRun {
  /** From its start to its end. */
  readonly seconds: number
  /** What it printed. */
  readonly answer: Readonly<Record<string, unknown>>
}

const keptErrorCharacters = 600
/** The slowest peer takes two minutes for its slowest job. */
const mostMilliseconds = 900_000

/** Runs a program. Throws WordloomError `BENCHMARK_WORKER_FAILED`. */
export async function runProgram(program: Program): Promise<ProgramRun> {
  const { executable, environment } = program
  const start = performance.now()
  const child = spawn(executable, program.arguments, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostMilliseconds,
    ...(environment === undefined ? {} : { env: environment }),
  })
  let output = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => ((complaints += error.message), resolve(-1)))
    child.on('close', resolve)
  })
  const seconds = (performance.now() - start) / 1000
  const line = output.trim().split('\n').at(-1) ?? ''
  if (code === 0) return { seconds, answer: line.startsWith('{') ? (JSON.parse(line) as ProgramRun['answer']) : {} }
  throw new WordloomError('BENCHMARK_WORKER_FAILED', `${executable} failed`, {
    received: complaints.trim().slice(-keptErrorCharacters) || `exit code ${code}`,
  })
}
