import { WordloomError } from '@wordloom/core'
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js'
import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { loadVectors, type LoadVectorsOptions } from '../../src/index.js'
import { optionsFor, otherBytes, otherFiles } from '../formats/figures.js'
import { mutate, randomBytes } from './mutate.js'
import { anySeed } from './vector-texts.js'

/** No file of some kilobytes may take longer, on a busy machine either. */
const mostMilliseconds = 5_000

/** Loads what may be anything: gives vectors that fit together, or throws a WordloomError. */
export async function loadAnything(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  options: LoadVectorsOptions,
): Promise<boolean> {
  const start = performance.now()
  try {
    const { embedding, report } = await loadVectors(input, options)
    const { vocabulary, matrix, dimension } = embedding
    expect(matrix).toHaveLength(vocabulary.size * dimension)
    expect(vocabulary.size).toBe(report.kept + 2)
    expect(matrix.every(Number.isFinite)).toBe(true)
    // Of models with subwords.
    expect(embedding.vector('no such word')).toHaveLength(dimension)
    return true
  } catch (error) {
    if (!(error instanceof WordloomError)) throw error
    return false
  } finally {
    expect(performance.now() - start).toBeLessThan(mostMilliseconds)
  }
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function zipOf(content: Uint8Array): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  await zip.add('vectors.txt', new BlobReader(new Blob([content.slice()])))
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

/** How often the loaders are fuzzed. */
export interface FuzzRuns {
  readonly runs: number
  readonly milliseconds: number
}

/** Loads changed files of every format, also changed after they were packed; gives how many were read and refused. */
export async function fuzz({ runs, milliseconds }: FuzzRuns): Promise<{ read: number; refused: number }> {
  const files = await Promise.all(
    otherFiles.flatMap((name) => {
      const bytes = otherBytes(name)
      const options = optionsFor(name)
      return [
        { bytes, options },
        { bytes, options },
        { bytes, options },
        { bytes: new Uint8Array(gzipSync(bytes)), options },
        zipOf(bytes).then((zipped) => ({ bytes: zipped, options })),
      ]
    }),
  )
  const counts = { read: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(
      anySeed,
      fc.constantFrom(...files),
      fc.constantFrom(...otherFiles),
      fc.constantFrom<LoadVectorsOptions>({}, { mode: 'lenient' }, { words: new Set(['the', '日本語']) }, { limit: 3 }),
      fc.constantFrom('bytes', 'pieces', 'random'),
      async (seed, { bytes, options }, other, more, how) => {
        const changed = how === 'random' ? randomBytes(seed) : mutate(bytes, otherBytes(other), seed)
        const input = how === 'pieces' ? inPieces(changed, 1 + (seed % 300)) : changed
        counts[(await loadAnything(input, { ...options, ...more })) ? 'read' : 'refused'] += 1
      },
    ),
    { numRuns: runs, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false },
  )
  return counts
}
