import { embeddingSourceConformance } from '@wordloom/core/testing'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '../src/index.js'
import { glove, type VectorsReport } from '../src/index.js'
import { bytesOf, wordsOf } from './parse-text.js'

const text = 'the 0.25 0.5\nof -1.5 2e-3\nnew york 1 2\n'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordloom-glove-'))
  await writeFile(join(folder, 'tiny.2d.txt'), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each([
  ['glove-mini', () => glove('glove-mini')],
  ['a file', () => glove(join(folder, 'tiny.2d.txt'))],
  ['bytes', () => glove(bytesOf(text), { dimension: 2 })],
])('the source plugin for %s', (_, create) => {
  for (const { name, run } of embeddingSourceConformance(create)) it(name, run)
})

describe('glove', () => {
  it('should name itself and its dimension without opening anything', () => {
    expect(glove('glove-mini')).toMatchObject({ kind: 'source', name: 'glove-mini', dimension: 50 })
    expect(glove('no/such/glove.6B.100d.txt')).toMatchObject({ name: 'glove.6B.100d.txt' })
    expect(glove('no/such/file', { name: 'mine', dimension: 7 })).toMatchObject({ name: 'mine', dimension: 7 })
    expect(glove(new URL('file:///no/such/vectors.txt.gz')).dimension).toBeUndefined()
  })

  it('should pass on its options, and hand out the report', async () => {
    const reports: VectorsReport[] = []
    const source = glove(join(folder, 'tiny.2d.txt'), { limit: 2, onReport: (report) => reports.push(report) })

    expect(wordsOf({ embedding: await source.load() })).toEqual(['the', 'of'])
    expect(wordsOf({ embedding: await source.load({ limit: 3, words: new Set(['of', 'new york']) }) })).toEqual([
      'of',
      'new york',
    ])
    expect(reports.map(({ kept, limited }) => [kept, limited])).toEqual([
      [2, true],
      [2, true],
    ])
  })

  it('should refuse a dimension that the vectors do not have', async () => {
    expect(() => glove('glove-mini', { dimension: 100 })).toThrow(
      expect.objectContaining({ code: 'EMBEDDING_DIMENSION' }),
    )
    await expect(glove(join(folder, 'tiny.2d.txt'), { dimension: 100 }).load()).rejects.toMatchObject({
      code: 'EMBEDDING_DIMENSION',
      details: { file: join(folder, 'tiny.2d.txt'), line: 1, expected: 100, received: 2 },
    })
    expect(() => glove('x', { limit: -1 })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('should give the real vectors of glove-mini', async () => {
    const embedding = await glove('glove-mini').load()

    expect(embedding.vocabulary.size).toBe(20_002)
    expect([...embedding.vector('the').subarray(0, 3)]).toEqual([0.41796875, 0.2496337890625, -0.412353515625])
    expect(wordsOf({ embedding: await glove('glove-mini', { limit: 4 }).load() })).toEqual(['the', ',', '.', 'of'])
    const some = await glove('glove-mini').load({ words: new Set(['queen', 'king', '', '[UNK]']), limit: 10_000 })
    expect(wordsOf({ embedding: some })).toEqual(['king', 'queen'])
    expect([...some.vector('queen')]).toEqual([...embedding.vector('queen')])
    await expect(glove('glove-mini').load({ limit: 0 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})

describe('the package', () => {
  it('should export exactly this', () => {
    expect(Object.keys(api).sort()).toEqual([
      'catalogue',
      'defaultVectorFolder',
      'downloadVectors',
      'encodeVectors',
      'findVectorSet',
      'glove',
      'loadVectors',
      'openVectors',
      'parseVectors',
      'vectorFolder',
      'writeVectors',
    ])
  })
})
