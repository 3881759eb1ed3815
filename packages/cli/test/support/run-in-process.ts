import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run, type CommandIo } from '../../src/index.js'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly stdin?: string | readonly Uint8Array[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether standard error looks like a terminal. */
  readonly isTerminal?: boolean
}

/** Runs the command in this process and collects what it writes. */
export async function runInProcess(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const stdout = new PassThrough()
  const stderr = Object.assign(new PassThrough(), { isTTY: options.isTerminal ?? false })
  const { stdin = '' } = options
  const io: CommandIo = {
    stdin: Readable.from(typeof stdin === 'string' ? [Buffer.from(stdin)] : [...stdin]),
    stdout,
    stderr,
    env: options.env ?? {},
    onInterrupt: () => () => undefined,
  }
  const written = Promise.all([text(stdout), text(stderr)])
  const code = await run(argv, io)
  stdout.end()
  stderr.end()
  const [out, err] = await written
  return { code, stdout: out, stderr: err }
}
