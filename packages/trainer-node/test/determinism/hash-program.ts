import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'vitest'

const folder = new URL('../../../../reference/determinism/', import.meta.url)
const program = fileURLToPath(new URL('hash-in-node.mjs', folder))
const threadCounts = [1, 2, 4]

const { hashes } = JSON.parse(readFileSync(new URL('hashes.json', folder), 'utf8')) as {
  hashes: Record<string, string>
}

interface Report {
  readonly version: string
  readonly runs: readonly { threads: number; started: number; hashes: Record<string, string> }[]
}

/**
 * Runs a command outside of the repository, whose npm settings forbid what installs a Node.
 *
 * @param node - the command of a Node, and what comes before its own arguments
 */
export async function runNode(node: readonly string[], argumentsOfNode: readonly string[]): Promise<string> {
  const [command, ...rest] = node
  // On Windows npx is a script, which only a shell runs.
  const shell = process.platform === 'win32' && command === 'npx'
  const { stdout } = await promisify(execFile)(command!, [...rest, ...argumentsOfNode], {
    cwd: tmpdir(),
    shell,
    timeout: 300_000,
  })
  return stdout.trim()
}

/** Trains with a Node, in processes of its own, on one and on several threads, and expects the committed hashes. */
export async function expectHashes(node: readonly string[], version: string): Promise<void> {
  const report = JSON.parse(await runNode(node, [program, ...threadCounts.map(String)])) as Report
  expect(report.version).toBe(version)
  expect(report.runs.map(({ threads }) => threads)).toEqual(threadCounts)
  for (const run of report.runs) {
    expect(run.hashes, `${run.threads} threads`).toEqual(hashes)
    expect(run.started).toBe((run.threads - 1) * Object.keys(hashes).length)
  }
}
