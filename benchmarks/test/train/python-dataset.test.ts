import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeDataset } from '../../src/train/data/dataset-files.js'
import { syntheticDataset } from '../../src/train/data/synthetic-dataset.js'
import { pathOf } from '../support.js'

const local = [pathOf('../.venv/bin/python'), pathOf('../.venv/Scripts/python.exe')].find((path) => existsSync(path))
const python = process.env['WORDLOOM_PYTHON'] ?? local ?? 'python3'
const hasNumpy = spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0

const script = `
import json, sys
sys.path.insert(0, sys.argv[1])
from dataset import read_dataset
data = read_dataset(sys.argv[2])
print(json.dumps({
    "batches": data.batches,
    "ids": data.ids.tolist(),
    "lengths": data.lengths.tolist(),
    "targets": data.targets.tolist(),
    "shapes": {name: list(value.shape) for name, value in data.weights.items()},
    "last": float(data.weights["output/kernel"][-1, 0]),
}))
`

describe('dataset.py', () => {
  it.skipIf(!hasNumpy)(`should read what was written for it (needs numpy in ${python})`, async () => {
    const parent = mkdtempSync(join(tmpdir(), 'wordloom-benchmarks-'))
    try {
      const folder = join(parent, 'data')
      const sizes = { vocabularySize: 50, dimension: 5, units: 3, hiddenUnits: 4, time: 6, batchSize: 2 }
      const dataset = syntheticDataset(sizes)
      await writeDataset(folder, dataset)
      const { stdout, stderr } = spawnSync(python, ['-c', script, pathOf('python'), folder], { encoding: 'utf8' })
      expect(stderr).toBe('')
      const read = JSON.parse(stdout)
      expect(read.batches).toBe(8)
      expect(read.ids.flat()).toEqual([...dataset.ids])
      expect(read.ids[0]).toHaveLength(6)
      expect([read.lengths, read.targets]).toEqual([[...dataset.lengths], [...dataset.targets]])
      expect(read.shapes).toEqual(Object.fromEntries(Array.from(dataset.weights, ([name, { shape }]) => [name, shape])))
      expect(read.last).toBe(dataset.weights.get('output/kernel')!.data.at(-1))
    } finally {
      rmSync(parent, { recursive: true, force: true })
    }
  })
})
