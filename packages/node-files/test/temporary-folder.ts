import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-files-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Names in a folder that a write should have removed. */
export async function leftovers(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('.'))
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function text(content: Uint8Array | undefined): string | undefined {
  return content === undefined ? undefined : new TextDecoder().decode(content)
}

/** A folder of three files that all hold the same text. */
export function folderOf(content: string): Map<string, Uint8Array> {
  return new Map(['model.json', 'vocabulary.txt', 'weights.safetensors'].map((name) => [name, bytes(content)]))
}

/** What all files of a folder hold; every one of the three must be there and hold the same. */
export function contentOf(files: ReadonlyMap<string, Uint8Array>): string {
  const contents = new Set([...files.values()].map((content) => text(content)))
  if (files.size !== 3 || contents.size !== 1) throw new Error(`not whole: ${[...files.keys()].join(', ')}`)
  return [...contents][0]!
}
