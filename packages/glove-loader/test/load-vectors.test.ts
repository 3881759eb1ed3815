import { BlobReader, BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadVectors } from '../src/index.js'
import { bytesOf, vectorOf, wordsOf } from './parse-text.js'

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const tiny = 'the 0.1 0.2\nof -1.5 2e-3\n'
/** Rows that do not compress well, so that containers hold more than one piece. */
const many = Array.from({ length: 40_000 }, (_, row) => `w${row} ${Math.sin(row)} ${Math.cos(row)}\n`).join('')

async function temporaryFile(name: string, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-glove-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function zipOf(files: Record<string, string | Uint8Array>, password?: string): Promise<Uint8Array> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...(password === undefined ? {} : { password }) })
  for (const [name, content] of Object.entries(files)) {
    await zip.add(
      name,
      typeof content === 'string' ? new TextReader(content) : new BlobReader(new Blob([content.slice()])),
    )
  }
  return new Uint8Array(await (await zip.close()).arrayBuffer())
}

/** The same rows plain, gzipped and zipped. */
const manyPacked = zipOf({ 'many.txt': many }).then((zip) => [bytesOf(many), new Uint8Array(gzipSync(many)), zip])

describe('a file', () => {
  it('should be read by path, by URL, from bytes and from a stream', async () => {
    const path = await temporaryFile('tiny.txt', tiny)

    for (const input of [
      path,
      pathToFileURL(path),
      await readFile(path),
      createReadStream(path, { highWaterMark: 3 }),
    ]) {
      const loaded = await loadVectors(input)
      expect(wordsOf(loaded)).toEqual(['the', 'of'])
      expect(vectorOf(loaded, 'of')).toEqual([-1.5, Math.fround(2e-3)])
    }
  })

  it('should be called by its path in reports and errors', async () => {
    const path = await temporaryFile('bad.txt', 'the 1 2\nof 3\n')

    await expect(loadVectors(path)).rejects.toMatchObject({ details: { file: path, line: 2 } })
    expect((await loadVectors(path, { mode: 'lenient' })).report.name).toBe(path)
    await expect(loadVectors(bytesOf('the 1 2\nof 3\n'), { name: 'mine' })).rejects.toMatchObject({
      details: { file: 'mine' },
    })
  })

  it('should be refused when it cannot be opened', async () => {
    const path = await temporaryFile('tiny.txt', tiny)

    await expect(loadVectors(`${path}.missing`)).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { file: `${path}.missing`, hint: expect.stringContaining('glove-mini') },
    })
    await expect(loadVectors(tmpdir())).rejects.toMatchObject({ code: 'FILE_READ_FAILED' })
    await expect(loadVectors(join(path, 'inside'))).rejects.toMatchObject({ code: 'FILE_READ_FAILED' })
    await expect(loadVectors(new URL('https://example.org/glove.zip'))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('should be refused when it is empty', async () => {
    await expect(loadVectors(await temporaryFile('empty.txt', ''))).rejects.toMatchObject({ code: 'VECTORS_EMPTY' })
    await expect(loadVectors(new Uint8Array())).rejects.toMatchObject({ code: 'VECTORS_EMPTY' })
    await expect(loadVectors(gzipSync(''))).rejects.toMatchObject({ code: 'VECTORS_EMPTY' })
  })

  it('should report how much of it was read, packed or not', async () => {
    for (const content of await manyPacked) {
      const path = await temporaryFile('many', content)
      const seen: number[] = []

      await loadVectors(path, {
        onProgress: ({ done, total }) => {
          expect(total).toBe(content.length)
          seen.push(done)
        },
      })

      expect(seen.length).toBeGreaterThan(2)
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(seen.at(-1)! / content.length).toBeGreaterThan(0.95)
      expect(seen.at(-1)).toBeLessThanOrEqual(content.length)
    }
  })

  it('should be left when the caller cancels, before and in the middle', async () => {
    for (const content of await manyPacked) {
      const controller = new AbortController()
      const loading = loadVectors(await temporaryFile('many', content), {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      })

      await expect(loading).rejects.toMatchObject({ code: 'ABORTED' })
      await expect(loadVectors(content, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
    }
  })

  it('should be left at the limit, packed or not', async () => {
    for (const content of await manyPacked) {
      const loaded = await loadVectors(content, { limit: 150 })

      expect(wordsOf(loaded)).toHaveLength(150)
      expect(loaded.report).toMatchObject({ limited: true, rows: 150 })
    }
  })
})

describe('gzip', () => {
  it('should be told by content, whatever the name', async () => {
    expect(wordsOf(await loadVectors(fixture('tiny.txt.gz')))).toEqual(['the', 'of'])
    const misnamed = await temporaryFile('tiny.txt', await readFile(fixture('tiny.txt.gz')))
    expect(wordsOf(await loadVectors(misnamed))).toEqual(['the', 'of'])
    expect(wordsOf(await loadVectors(await temporaryFile('tiny.zip', tiny)))).toEqual(['the', 'of'])
  })

  it('should be read over several members and many pieces', async () => {
    const loaded = await loadVectors(Buffer.concat([gzipSync(many), gzipSync(tiny)]))

    expect(loaded.report.kept).toBe(40_002)
    expect(vectorOf(loaded, 'w39999')).toEqual([Math.fround(Math.sin(39999)), Math.fround(Math.cos(39999))])
  })

  it('should be refused when it is cut short or damaged', async () => {
    const whole = gzipSync(many)
    const damaged = whole.slice()
    damaged.fill(0xff, 5_000, 5_050)

    for (const bytes of [whole.subarray(0, -1), whole.subarray(0, 100_000), whole.subarray(0, 11), damaged]) {
      const path = await temporaryFile('many.gz', bytes)
      await expect(loadVectors(path, { mode: 'lenient' })).rejects.toMatchObject({
        code: 'ARCHIVE_MALFORMED',
        details: { file: path },
      })
    }
  })
})

describe('zip', () => {
  it('should hold one vector file beside others', async () => {
    const loaded = await loadVectors(fixture('one.zip'))

    expect(wordsOf(loaded)).toEqual(['the', 'of'])
    expect(wordsOf(await loadVectors(await readFile(fixture('one.zip'))))).toEqual(['the', 'of'])
  })

  it('should list several vector files and read the one that is named', async () => {
    await expect(loadVectors(fixture('several.zip'))).rejects.toMatchObject({
      code: 'ARCHIVE_MALFORMED',
      message: expect.stringContaining('tiny.2d.txt, tiny.3d.txt'),
      details: { hint: expect.stringContaining('entry') },
    })
    await expect(loadVectors(fixture('several.zip'), { entry: 'tiny.9d.txt' })).rejects.toMatchObject({
      code: 'ARCHIVE_MALFORMED',
      details: { expected: 'one of tiny.2d.txt, tiny.3d.txt', received: 'tiny.9d.txt' },
    })
    expect((await loadVectors(fixture('several.zip'), { entry: 'tiny.3d.txt' })).report.dimension).toBe(3)
    expect((await loadVectors(fixture('one.zip'), { entry: 'tiny.txt' })).report.dimension).toBe(2)
  })

  it('should be inflated in many pieces', async () => {
    const loaded = await loadVectors(await temporaryFile('many.zip', (await manyPacked)[2]!))

    expect(loaded.report.kept).toBe(40_000)
    expect(vectorOf(loaded, 'w39999')).toEqual([Math.fround(Math.sin(39999)), Math.fround(Math.cos(39999))])
  })

  it('should be refused when it is empty, cut short, damaged or encrypted', async () => {
    const whole = (await manyPacked)[2]!
    const damaged = whole.slice()
    damaged.fill(0xff, 5_000, 5_050)
    const header = whole.slice()
    header.fill(0, 0, 4)
    header.set([0x50, 0x4b, 0x03, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff])
    const inputs = [
      await readFile(fixture('empty.zip')),
      whole.subarray(0, -1),
      whole.subarray(0, 100_000),
      whole.subarray(0, 10),
      damaged,
      header,
      await zipOf({ 'many.txt': tiny }, 'secret'),
    ]

    for (const bytes of inputs) {
      const path = await temporaryFile('glove.zip', bytes)
      await expect(loadVectors(path)).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED', details: { file: path } })
    }
  })

  it('should be refused as a stream, since its table of contents is at its end', async () => {
    await expect(loadVectors(createReadStream(fixture('one.zip')))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('should find out a wrong checksum', async () => {
    const stored = new Uint8Array(await readFile(fixture('several.zip')))
    const at = Buffer.from(stored).indexOf('the 0.1')
    stored[at + 6] = 0x39

    await expect(loadVectors(stored, { entry: 'tiny.2d.txt' })).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED' })
  })
})
