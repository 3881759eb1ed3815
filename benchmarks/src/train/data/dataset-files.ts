import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensor } from '@wordloom/core'
import type { Dataset, NetworkSizes } from './dataset.js'

/** `dataset.json`: what the arrays beside it are. `ids.i32` is `[rows, time]`; all is little-endian. */
interface Manifest extends NetworkSizes {
  readonly rows: number
  /** In the order in which `weights.f32` has them. */
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[]
}

const manifestName = 'dataset.json'

/** Whether a folder holds a whole dataset. */
export function hasDataset(folder: string): boolean {
  return existsSync(join(folder, manifestName))
}

/** Writes a dataset as raw arrays that any language reads. The folder appears whole or not at all. */
export async function writeDataset(folder: string, dataset: Dataset): Promise<void> {
  const { sizes, ids, lengths, targets, weights } = dataset
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await writeFile(join(unfinished, 'ids.i32'), ids)
  await writeFile(join(unfinished, 'lengths.i32'), lengths)
  await writeFile(join(unfinished, 'targets.i32'), targets)
  const file = await open(join(unfinished, 'weights.f32'), 'w')
  try {
    for (const { data } of weights.values())
      await file.writeFile(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  } finally {
    await file.close()
  }
  const entries = Array.from(weights, ([name, { shape }]) => ({ name, shape }))
  const manifest: Manifest = { ...sizes, rows: lengths.length, weights: entries }
  await writeFile(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`)
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
}

/** Reads what {@link writeDataset} wrote. */
export async function readDataset(folder: string): Promise<Dataset> {
  const manifest = JSON.parse(await readFile(join(folder, manifestName), 'utf8')) as Manifest
  const { rows: _rows, weights: entries, ...sizes } = manifest
  const bytes = await readBuffer(folder, 'weights.f32')
  const weights = new Map<string, Tensor>()
  let offset = 0
  for (const { name, shape } of entries) {
    const data = new Float32Array(
      bytes,
      offset,
      shape.reduce((size, length) => size * length, 1),
    )
    weights.set(name, { shape, data })
    offset += data.byteLength
  }
  return {
    sizes,
    ids: new Int32Array(await readBuffer(folder, 'ids.i32')),
    lengths: new Int32Array(await readBuffer(folder, 'lengths.i32')),
    targets: new Int32Array(await readBuffer(folder, 'targets.i32')),
    weights,
  }
}

async function readBuffer(folder: string, name: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, name))
  return byteOffset === 0 && byteLength === buffer.byteLength
    ? (buffer as ArrayBuffer)
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer)
}
