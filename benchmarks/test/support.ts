import { fileURLToPath } from 'node:url'
import type { Contestant } from '../src/runner/contestant.js'
import type { WorkerCommand } from '../src/runner/worker-process.js'

/** A contestant whose figures are given, and which writes down when it was asked. */
export function scriptedContestant(
  name: string,
  figures: readonly (number | Error)[],
  log: string[] = [],
): Contestant & { readonly log: string[] } {
  let round = 0
  return {
    name,
    log,
    async start() {
      log.push(`${name} starts`)
      return {
        versions: { [name]: '1.0' },
        async round() {
          log.push(name)
          const figure = figures[round++]!
          if (figure instanceof Error) throw figure
          return figure
        },
        facts: () => ({ loss: 0.5 }),
        async stop() {
          log.push(`${name} stops`)
        },
      }
    },
  }
}

/** A worker of a few lines of JavaScript, for Node. */
export function scriptedWorker(script: string): WorkerCommand {
  return {
    name: 'scripted',
    executable: process.execPath,
    arguments: ['--input-type=module', '--eval', script],
    environment: process.env,
  }
}

/** A file or folder of this workspace. */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}
