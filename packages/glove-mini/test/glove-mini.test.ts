import { decodeSafetensors, tensorToFloat32 } from '@wordloom/core'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { gloveMini } from '../src/index.js'

const checksums = JSON.parse(await readFile(new URL('../data/checksums.json', import.meta.url), 'utf8'))

describe('gloveMini', () => {
  it.each([
    ['vectors.safetensors', gloveMini.vectors],
    ['vocabulary.txt', gloveMini.vocabulary],
  ] as const)('should have the size and checksum of %s that the README and checksums.json state', async (name, url) => {
    const bytes = await readFile(url)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

    expect({ size: bytes.length, sha256 }).toEqual(checksums[name])
    expect(readme).toContain(sha256)
    expect(readme).toContain(checksums['glove.6B.50d.txt'].sha256)
  })

  it('should hold one float16 row for each word', async () => {
    const { tensors, metadata } = decodeSafetensors(new Uint8Array(await readFile(gloveMini.vectors)))
    const words = (await readFile(gloveMini.vocabulary, 'utf8')).split('\n')

    expect([...tensors.keys()]).toEqual(['embeddings'])
    expect(tensors.get('embeddings')).toMatchObject({ dtype: 'F16', shape: [gloveMini.words, gloveMini.dimension] })
    expect(metadata).toMatchObject({ license: gloveMini.license, source: expect.stringContaining(gloveMini.source) })
    expect(words.pop()).toBe('')
    expect(new Set(words).size).toBe(gloveMini.words)
    expect(words.slice(0, 5)).toEqual(['the', ',', '.', 'of', 'to'])
    expect(words.every((word) => word !== '' && word === word.toLowerCase())).toBe(true)
  })

  it('should hold the published vector of "the", rounded to float16', async () => {
    const { tensors } = decodeSafetensors(new Uint8Array(await readFile(gloveMini.vectors)))
    const { data } = tensorToFloat32(tensors.get('embeddings')!, 'embeddings')

    // The first numbers of the original: 0.418 0.24968 -0.41242 0.1217; the right side is numpy.float16 of them.
    expect([...data.subarray(0, 4)]).toEqual([0.41796875, 0.2496337890625, -0.412353515625, 0.1217041015625])
    expect(data.every(Number.isFinite)).toBe(true)
  })
})
