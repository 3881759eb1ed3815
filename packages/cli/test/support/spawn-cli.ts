import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** File of the built command. */
export const builtCommand: string = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))

export interface Exit {
  /** Null when a signal ended the process. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built command as a process of its own. */
export function startCli(argv: readonly string[]): ChildProcessWithoutNullStreams {
  if (!existsSync(builtCommand)) throw new Error('The command is not built: run `npm run build` first.')
  return spawn(process.execPath, [builtCommand, ...argv], { env: { PATH: process.env['PATH'] } })
}

/** Waits until a process of {@link startCli} ends. */
export async function exitOf(child: ChildProcessWithoutNullStreams): Promise<Exit> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** Runs the built command to its end. */
export async function spawnCli(argv: readonly string[], stdin = ''): Promise<Exit> {
  const child = startCli(argv)
  // A command that does not read its input may have gone before it is written.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  return exitOf(child)
}

/** Resolves once standard error has shown a text; rejects when the process ends without it. */
export async function shown(child: ChildProcessWithoutNullStreams, wanted: string | RegExp): Promise<void> {
  let seen = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      if (typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen)) resolve()
    })
    child.once('close', () => reject(new Error(`It ended without showing ${String(wanted)}: ${seen}`)))
  })
}
