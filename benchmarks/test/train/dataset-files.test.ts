import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { weightShapes } from '@wordloom/core'
import { hasDataset, readDataset, writeDataset } from '../../src/train/data/dataset-files.js'
import { referenceSpec } from '../../src/train/data/reference-spec.js'
import { syntheticDataset } from '../../src/train/data/synthetic-dataset.js'

const sizes = { vocabularySize: 50, dimension: 5, units: 3, hiddenUnits: 4, time: 6, batchSize: 2 }

describe('syntheticDataset', () => {
  it('should have rows of full length, ids of words, and every weight of the network', () => {
    const { ids, lengths, targets, weights } = syntheticDataset(sizes)
    expect([...new Set(lengths)]).toEqual([6])
    expect(ids.every((id) => id > 0 && id < 50)).toBe(true)
    expect([...new Set(targets)].toSorted()).toEqual([0, 1])
    const shapes = Array.from(weights, ([name, { shape }]) => [name, shape])
    expect(shapes).toEqual([...weightShapes(referenceSpec(sizes), 50)])
    expect([...weights.get('embedding/embeddings')!.data.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0])
  })

  it('should be the same for the same seed', () => {
    expect(syntheticDataset(sizes, 7)).toEqual(syntheticDataset(sizes, 7))
    expect(syntheticDataset(sizes, 7).ids).not.toEqual(syntheticDataset(sizes, 8).ids)
  })
})

describe('dataset files', () => {
  it('should give back what was written, and leave nothing unfinished', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'wordloom-benchmarks-'))
    try {
      const folder = join(parent, 'data')
      const dataset = syntheticDataset(sizes)
      expect(hasDataset(folder)).toBe(false)
      await writeDataset(folder, dataset)
      expect(hasDataset(folder)).toBe(true)
      expect(existsSync(`${folder}.unfinished`)).toBe(false)
      expect(await readDataset(folder)).toEqual(dataset)
    } finally {
      rmSync(parent, { recursive: true, force: true })
    }
  })
})
