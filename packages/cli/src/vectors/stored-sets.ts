import { stat } from 'node:fs/promises'
import type { StoredVectors, VectorSet } from '@wordloom/glove-loader'

/** A set of the catalogue, and what of it is in the cache folder. */
export interface StoredSet extends VectorSet {
  readonly here?: {
    readonly path: string
    /** Which file of an archive it is. */
    readonly entry?: string
    /** Bytes of `path`. */
    readonly size: number
    /** `partial`: a download that was interrupted. */
    readonly state: StoredVectors['state']
  }
}

/** What a cache folder has of the catalogue, and what else is in it. */
export interface StoredSets {
  readonly folder: string
  readonly sets: readonly StoredSet[]
  readonly others: readonly Pick<StoredVectors, 'path' | 'size'>[]
}

/** Looks into a cache folder, which need not exist. */
export async function listStoredSets(folder: string): Promise<StoredSets> {
  const { catalogue, vectorFolder } = await import('@wordloom/glove-loader')
  const stored = vectorFolder({ folder })
  const files = await stored.list()
  const sets: StoredSet[] = []
  for (const set of catalogue) {
    const found = await stored.find(set.name)
    const part = files.find((file) => file.state === 'partial' && file.set?.name === set.name)
    if (found !== undefined) {
      const { size } = await stat(found.path)
      sets.push({ ...set, here: { ...found, size, state: 'complete' } })
    } else if (part !== undefined) {
      sets.push({ ...set, here: { path: part.path, size: part.size, state: 'partial' } })
    } else {
      sets.push(set)
    }
  }
  const others = files.filter(({ set }) => set === undefined).map(({ path, size }) => ({ path, size }))
  return { folder: stored.path, sets, others }
}
