import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeVectors, loadVectors } from '../../src/index.js'
import { vectorsText, zipOf } from '../download/support.js'
import { call, hasChromium, openTestBrowser, title, type TestBrowser } from './browser/open-browser.js'
import type { LoadedSummary } from './browser/page.js'

describe.skipIf(!hasChromium)(`loadVectors ${title}`, () => {
  const text = vectorsText(20_000)
  let files: Record<string, Uint8Array>
  let browser: TestBrowser
  let page: Page

  beforeAll(async () => {
    const { embedding } = await loadVectors(text)
    const word2vec: Uint8Array[] = []
    for await (const chunk of encodeVectors(embedding, { format: 'word2vec-binary' })) word2vec.push(chunk)
    files = {
      text,
      gzip: gzipSync(text),
      members: Buffer.concat([gzipSync(text.subarray(0, 100_000)), gzipSync(text.subarray(100_000))]),
      'many members': Buffer.concat(
        Array.from({ length: 700 }, (_, part) => gzipSync(text.subarray(part * 1000, (part + 1) * 1000))),
      ),
      zip: await zipOf({ 'README.md': new TextEncoder().encode('none'), 'test.3d.txt': text }),
      word2vec: Buffer.concat(word2vec),
      'cut.gz': gzipSync(text).subarray(0, -100),
      'cut.zip': (await zipOf({ 'test.3d.txt': text })).subarray(0, -100),
      'bad.txt': new TextEncoder().encode('the 1 2\nof 3\n'),
    }
    browser = await openTestBrowser(files)
    page = await browser.openPage()
  })
  afterAll(() => browser?.close())

  for (const [as, names] of Object.entries({
    file: ['text', 'gzip', 'zip', 'word2vec'],
    blob: ['text', 'gzip', 'members', 'many members', 'zip', 'word2vec'],
    bytes: ['text', 'gzip', 'zip', 'word2vec'],
    response: ['text', 'gzip', 'zip', 'word2vec'],
    address: ['text', 'zip'],
    stream: ['text', 'gzip', 'members', 'many members', 'word2vec'],
  })) {
    for (const name of names) {
      it(`should give the words and numbers that Node gives: ${name} as ${as}`, async () => {
        const there = await call(page, 'load', { as, path: `/data/${encodeURIComponent(name)}` })
        expect(there).toEqual(await summaryInNode(files[name]!))
        expect(there).toMatchObject({ words: 20_002, dimension: 3, rows: 20_000 })
      })
    }
  }

  it('should give the same in a Web Worker', async () => {
    const argument = { as: 'blob', path: '/data/gzip' }
    expect(await call(page, 'inWorker', { task: 'load', argument })).toEqual(await summaryInNode(text))
  })

  it('should name what is wrong with a file', async () => {
    const codes: Record<string, string> = {
      'blob /data/cut.gz': 'ARCHIVE_MALFORMED',
      'stream /data/cut.gz': 'ARCHIVE_MALFORMED',
      'blob /data/cut.zip': 'ARCHIVE_MALFORMED',
      'stream /data/zip': 'INVALID_ARGUMENT',
      'blob /data/bad.txt': 'EMBEDDING_DIMENSION',
      'address /data/missing': 'FILE_READ_FAILED',
      'address http://127.0.0.1:1/': 'FILE_READ_FAILED',
    }
    const answers: Record<string, unknown> = {}
    for (const key of Object.keys(codes)) {
      const [as, path] = key.split(' ') as [string, string]
      const failure = (await call(page, 'loadFailure', { as, path })) as { code: string; message: string }
      answers[key] = failure.code
      expect(failure.message).toContain(as === 'address' ? path : 'mine')
    }
    expect(answers).toEqual(codes)
  })
})

async function summaryInNode(bytes: Uint8Array): Promise<LoadedSummary> {
  const { embedding, report } = await loadVectors(bytes)
  const words = [...embedding.vocabulary.tokens()]
  const { matrix } = embedding
  const parts = [words.join('\n'), new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength)]
  return {
    words: words.length,
    dimension: embedding.dimension,
    hashes: parts.map((part) => createHash('sha256').update(part).digest('hex')),
    rows: report.rows,
  }
}
