import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { runInProcess, type Outcome } from './run-in-process.js'

/** A training that is over in a moment. */
export const smallNetwork: readonly string[] = [
  ...['--embedding', 'random', '--dimension', '4', '--units', '3', '--hidden', '3'],
  ...['--learning-rate', '0.01', '--epochs', '2', '--patience', 'none'],
]

/** The columns of the data sets of these tests. */
export const columns: readonly string[] = ['--text', 'text', '--label', 'label']

/** Runs the command; it must succeed. */
export async function succeed(argv: readonly string[]): Promise<Outcome> {
  const outcome = await runInProcess(argv)
  expect(outcome.code, outcome.stderr + outcome.stdout).toBe(0)
  return outcome
}

/** The one object that the command prints. */
export async function succeedInJson(argv: readonly string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await succeed([...argv, '--json'])).stdout) as Record<string, unknown>
}

/** SHA-256 of the weights in a model folder. */
export async function weightsHash(folder: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(`${folder}/weights.safetensors`))
    .digest('hex')
}

/** The objects of a file of JSON Lines. */
export async function jsonLines(file: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}
