import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { loadVectors, parseVectors } from '../src/index.js'
import { loadVectors as loadInBrowser } from '../src/web/index.js'
import { fuzz } from './support/fuzz.js'

const mebibyte = 2 ** 20
const text = (content: string): Uint8Array => new TextEncoder().encode(content)

describe('files that are changed in any way', () => {
  it('should be read or refused, soon and with little memory', async () => {
    const before = process.memoryUsage().rss
    const { read, refused } = await fuzz({ runs: 3_000, milliseconds: 8_000 })

    expect(read).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(100)
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * mebibyte)
  })
})

/** A gzip file that begins with some bytes and goes on with so many mebibytes of others. */
function gzipBomb(head: Uint8Array, fill: Uint8Array, mebibytes: number): Uint8Array {
  const member = gzipSync(Buffer.alloc(mebibyte, fill), { level: 9 })
  return Uint8Array.from(Buffer.concat([gzipSync(head), ...Array<Uint8Array>(mebibytes).fill(member)]))
}

async function zipBomb(fill: Uint8Array, mebibytes: number): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 9 })
  await zip.add('vectors.txt', new BlobReader(new Blob([Buffer.alloc(mebibytes * mebibyte, fill)])))
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

function safetensorsHead(bytes: number): Uint8Array {
  const entry = { dtype: 'F32', shape: [bytes / 256, 64], data_offsets: [0, bytes] }
  const header = text(JSON.stringify({ embeddings: entry }))
  return Uint8Array.from([header.length, 0, 0, 0, 0, 0, 0, 0, ...header])
}

/** What the memory of the program grows by at most while something runs. */
async function growthWhile(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 5)
  try {
    await run()
  } finally {
    clearInterval(timer)
  }
  return Math.max(most, process.memoryUsage().rss - before) / mebibyte
}

describe('a small file that unpacks to a large one', () => {
  const row = `a${' 0'.repeat(511)}\n`
  const bombs: [string, () => Uint8Array | Promise<Uint8Array>][] = [
    ['gzip, the same row', () => gzipBomb(text(row), text(row), 300)],
    ['gzip, one line', () => gzipBomb(text('a 1 2\n'), text('a'), 300)],
    ['gzip, word2vec', () => gzipBomb(text('100000000 64\n'), text('a'), 300)],
    ['gzip, safetensors', () => gzipBomb(safetensorsHead(300 * mebibyte), Uint8Array.of(0), 300)],
    ['zip, the same row', () => zipBomb(text(row), 80)],
  ]
  it.each(bombs)('should be refused: %s', async (_, make) => {
    const bomb = await make()
    expect(bomb.length).toBeLessThan(2 * mebibyte)
    for (const load of [loadVectors, loadInBrowser]) {
      const growth = await growthWhile(async () => {
        const error: unknown = await load(bomb).catch((cause: unknown) => cause)
        expect(error).toMatchObject({ code: expect.stringMatching(/^(ARCHIVE_MALFORMED|VECTORS_MALFORMED)$/) })
      })
      expect(growth).toBeLessThan(500)
    }
  })

  it('should be read where it is not too much: rows of equal numbers pack well', async () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => `w${row} ${'0.0 '.repeat(90)}\n`).join('')
    const packed = gzipSync(rows, { level: 9 })
    expect(rows.length).toBeGreaterThan(68 * mebibyte)

    expect((await loadVectors(new Uint8Array(packed))).report.kept).toBe(200_000)
  })
})

describe('a stream without an end', () => {
  async function* forever(piece: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) yield piece
  }

  it.each([
    ['without a line feed', 'a'.repeat(60_000)],
    ['of nothing but zeros', '\0'.repeat(60_000)],
    ['of blanks', ' '.repeat(60_000)],
  ])('should be refused: %s', async (_, piece) => {
    await expect(parseVectors(forever(text(piece)))).rejects.toMatchObject({ code: 'VECTORS_MALFORMED' })
    await expect(loadVectors(forever(text(piece)))).rejects.toMatchObject({ code: 'VECTORS_MALFORMED' })
  })

  it('should be left at the limit', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `w${row} 1 2\n`).join('')
    expect((await loadVectors(forever(text(rows)), { limit: 300 })).report).toMatchObject({ kept: 300, limited: true })
  })
})
