import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Patience, VectorSet } from '../../src/index.js'

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-download-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A text of vectors that does not pack well, like real ones. */
export function vectorsText(words: number, seed = 1): Uint8Array {
  let state = seed
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647
    return (state / 2_147_483_647 - 0.5).toFixed(5)
  }
  return new TextEncoder().encode(
    Array.from({ length: words }, (_, index) => `word${index} ${next()} ${next()} ${next()}\n`).join(''),
  )
}

export async function zipOf(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  for (const [name, content] of Object.entries(files)) await zip.add(name, new BlobReader(new Blob([content.slice()])))
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A set at one place. */
export function setAt(url: string, more: Partial<VectorSet> = {}): VectorSet {
  const what = { dimension: 3, words: 1, cased: false, tokenizer: 'none', licence: 'CC0-1.0' }
  return { name: 'test.3d', file: 'test.3d.txt', urls: [`${url}/test.3d.txt`], ...what, ...more }
}

/** For servers of this machine. */
export const impatient: Patience = { attempts: 4, pause: 2, longestPause: 40, stall: 250, leastBytes: 200 }
