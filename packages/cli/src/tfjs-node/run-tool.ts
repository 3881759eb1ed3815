import { spawn } from 'node:child_process'
import { WordloomError } from '@wordloom/core'
import { interrupted } from './failures.js'

/** How a program is started. */
export interface ToolRun {
  /** The first of them that is installed is taken. */
  readonly commands: readonly string[]
  readonly argv: readonly string[]
  /** What it does, for errors: `The addon could not be compiled`. */
  readonly failure: string
  /** What to do when none of them is installed. */
  readonly missingHint: string
  /** What to do when it fails. */
  readonly failureHint: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal | undefined
}

interface Ending {
  /** For people. */
  readonly end: string
  readonly isSuccess: boolean
  /** The end of what it wrote to both its streams. */
  readonly output: string
}

/** Compilers are long-winded: this much of the end is kept, and so many lines of it are told. */
const keptCharacters = 20_000
const toldLines = 8

/**
 * Runs a program to its end.
 *
 * @throws WordloomError `TOOL_MISSING`, `TOOL_FAILED` with the last lines that it wrote, `ABORTED`
 */
export async function runTool(run: ToolRun): Promise<void> {
  const { commands, failure, missingHint: hint, signal } = run
  for (const command of commands) {
    const ending = await start(command, run)
    if (signal?.aborted === true) throw interrupted()
    if (ending === undefined) continue
    if (ending.isSuccess) return
    throw failed(ending, run)
  }
  throw new WordloomError('TOOL_MISSING', `${failure}: a program for it is not installed`, {
    expected: commands.join(' or '),
    hint,
  })
}

function failed({ end, output }: Ending, run: ToolRun): WordloomError {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return new WordloomError('TOOL_FAILED', run.failure, {
    received: [end, ...lines.slice(-toldLines)].join('\n'),
    hint: run.failureHint,
  })
}

function endOf(command: string, code: number | null, killedBy: string | null): string {
  return killedBy === null ? `${command} ended with exit code ${code}` : `${command} was ended by ${killedBy}`
}

/** Undefined when there is no such program. */
async function start(command: string, { argv, cwd, env, signal }: ToolRun): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it starts can be ended with it.
      detached: true,
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env: { ...env } }),
    })
    const stop = (): void => endGroup(child.pid)
    signal?.addEventListener('abort', stop)
    process.once('exit', stop)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => (output = (output + text).slice(-keptCharacters)))
    }
    let problem: NodeJS.ErrnoException | undefined
    child.once('error', (error) => (problem = error))
    // Also after an abort: nothing may write into a folder that is being removed.
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop)
      process.off('exit', stop)
      if (problem === undefined) resolve({ end: endOf(command, code, killedBy), isSuccess: code === 0, output })
      else if (problem.code === 'ENOENT') resolve(undefined)
      else resolve({ end: `${command} could not be started`, isSuccess: false, output: problem.message })
    })
    if (signal?.aborted === true) stop()
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
    return
  }
}
