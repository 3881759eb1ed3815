import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { SourceStamp } from '../cache/cache-header.js'

/** Bytes of a sample. */
const sampleBytes = 65_536
/** Samples, evenly spread, first and last bytes among them. A change that misses all of them changes the time of the file. */
const samples = 8

/** What tells whether a file is still the same, without reading all of it. */
export async function stampSource(path: string): Promise<SourceStamp> {
  const file = await open(path, 'r')
  try {
    const { size, mtimeMs } = await file.stat()
    return { size, modified: mtimeMs, hash: await hashSamples(file, size) }
  } finally {
    await file.close()
  }
}

/** Whether a file is the one with a stamp: its size and time are, or its size and samples are. */
export async function isSameSource(path: string, stamp: SourceStamp): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size, mtimeMs } = await file.stat()
    if (size !== stamp.size) return false
    return mtimeMs === stamp.modified || (await hashSamples(file, size)).every((byte, at) => byte === stamp.hash[at])
  } finally {
    await file.close()
  }
}

async function hashSamples(file: FileHandle, size: number): Promise<Uint8Array> {
  const hash = createHash('sha256').update(`${size}`)
  const buffer = new Uint8Array(sampleBytes)
  for (let sample = 0; sample < samples; sample++) {
    const position = Math.max(0, Math.round(((size - sampleBytes) * sample) / (samples - 1)))
    const { bytesRead } = await file.read(buffer, 0, sampleBytes, position)
    hash.update(buffer.subarray(0, bytesRead))
    if (size <= sampleBytes) break
  }
  return new Uint8Array(hash.digest())
}
