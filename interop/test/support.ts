import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { PreparedModel } from '../src/run/prepared-model.js'

/** A folder that is there until the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-interop-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A file as an array buffer of its own. */
export async function bufferOf(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(path)).buffer
}

/** A model with two cases, whose folders are not there: for runtimes that read none. */
export const model: PreparedModel = {
  name: 'small',
  description: 'a model',
  group: 'networks',
  needs: ['gru'],
  values: 'ids',
  tolerance: 1e-5,
  bytes: 100,
  folder: 'cases',
  control: 'control',
  cases: [
    { name: 'first', padding: 0 },
    { name: 'second', padding: 10 },
  ],
  controlCases: [
    { name: 'first', padding: 0 },
    { name: 'second', padding: 10 },
  ],
}

/** Lines as programs print them, for the cases of {@link model}. */
export function printed(first: number | string, second: number | string): string[] {
  return [
    '{"version": "1.2", "load_ms": 3}',
    `{"case": "first", "largest_difference": ${first}}`,
    `{"case": "second", "largest_difference": ${second}}`,
  ]
}
