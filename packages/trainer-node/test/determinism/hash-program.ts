import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { runNode } from '../support/run-node.js'

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
