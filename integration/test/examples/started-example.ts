import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from '../packages.js'

/** Long enough to train the tiny model and start on a busy machine. */
const patienceMilliseconds = 60_000

export const examplesFolder: string = join(root, 'examples')

/**
 * Starts an example by its one command, and ends it with the test.
 *
 * @returns the address that it prints when it listens.
 */
export async function startedExample(name: string, ...parameters: readonly string[]): Promise<string> {
  const child = spawn('npm', ['start', '--', ...parameters], {
    cwd: join(examplesFolder, name),
    env: { ...process.env, PORT: '0', FORCE_COLOR: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm starts a shell, and the shell the program that has to end.
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM')
    await ended
  })
  let output = ''
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${name} ${why}:\n${output}`))
    const timer = setTimeout(() => fail('did not listen in time'), patienceMilliseconds)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then(() => {
      clearTimeout(timer)
      fail('ended')
    })
  })
}
