import { isWordloomError } from '@wordloom/core'
import fc from 'fast-check'
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { downloadVectors, glove, vectorFolder, type DownloadOptions, type DownloadProgress } from '../../src/index.js'
import { startFaultyServer, type Fault, type FaultyServer } from './faulty-server.js'
import { impatient, setAt, sha256Of, temporaryFolder, vectorsText, zipOf } from './support.js'

const text = vectorsText(3000)
const other = vectorsText(3000, 7)
let archive: Uint8Array
let server: FaultyServer
beforeAll(async () => {
  const filler = vectorsText(40_000, 3)
  archive = await zipOf({ 'test.big.txt': filler, 'test.3d.txt': text, 'LICENCE.md': new TextEncoder().encode('none') })
  server = await startFaultyServer(text)
})
afterAll(() => server.close())
beforeEach(() => {
  server.faults = []
  server.content = text
  server.etag = '"first"'
  server.ranges = true
  server.requests.length = 0
  server.sent = 0
})

const whole = () => setAt(server.url)
const zipped = () => setAt(server.url, { urls: [`${server.url}/test.zip`], archive: { name: 'test.zip' } })

async function download(set = whole(), options: DownloadOptions = {}) {
  const folder = options.folder ?? (await temporaryFolder())
  const path = await downloadVectors('test.3d', { catalogue: [set], patience: impatient, ...options, folder })
  return { path, folder, bytes: await readFile(path) }
}

/** What is in a folder under final names. */
async function finalNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !/\.part(\.json)?$|\.sha256\.json$/.test(name))
}

describe('downloadVectors', () => {
  it('should download once, record the checksum, and find the file from then on', async () => {
    const { path, folder, bytes } = await download(setAt(server.url, { size: text.length, sha256: sha256Of(text) }))
    expect(bytes.equals(text)).toBe(true)
    expect(await readdir(folder)).toEqual(['test.3d.txt', 'test.3d.txt.sha256.json'])
    expect(JSON.parse(await readFile(`${path}.sha256.json`, 'utf8'))).toEqual({
      sha256: sha256Of(text),
      size: text.length,
    })
    server.faults = [{ kind: 'refuse' }]
    expect((await download(whole(), { folder, offline: true })).path).toBe(path)
    expect(server.requests).toHaveLength(1)
  })

  it('should fetch one file of an archive by ranges alone', async () => {
    server.content = archive
    const { bytes } = await download(zipped())
    expect(bytes.equals(text)).toBe(true)
    expect(server.requests.every(({ range }) => range !== undefined)).toBe(true)
    // The end of the archive, where its directory is, and the packed file.
    expect(server.sent).toBeLessThan(archive.length / 4)
  })

  it('should fetch the whole archive where there are no ranges, and say so', async () => {
    server.content = archive
    server.ranges = false
    const notices: string[] = []
    const { bytes } = await download(zipped(), { onNotice: (notice) => notices.push(notice) })
    expect(bytes.equals(text)).toBe(true)
    expect(notices).toEqual([expect.stringContaining('the whole archive is downloaded')])
  })

  it('should go on after breaks without fetching anything twice', async () => {
    server.faults = [
      { kind: 'drop', after: 20_000 },
      { kind: 'drop', after: 10_000 },
      { kind: 'status', status: 503, retryAfter: '0' },
    ]
    const { bytes } = await download()
    expect(bytes.equals(text)).toBe(true)
    expect(server.sent).toBe(text.length)
    expect(server.requests.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=20000-',
      'bytes=30000-',
      'bytes=30000-',
    ])
  })

  it('should go on in another call after one was given up or cancelled', async () => {
    for (const set of [whole(), zipped()]) {
      server.content = set.archive === undefined ? text : archive
      const folder = await temporaryFolder()
      // Of the archive, the first four answers are its begin, its end, its directory, and the begin of the file.
      const fine = set.archive === undefined ? [] : [undefined, undefined, undefined, undefined]
      server.faults = [...fine, { kind: 'drop', after: 20_000 }]
      const stop = new AbortController()
      await expect(
        download(set, {
          folder,
          signal: stop.signal,
          onProgress: ({ done }) => {
            if (done > 10_000) stop.abort()
          },
        }),
      ).rejects.toMatchObject({ code: 'ABORTED' })
      expect(await finalNames(folder)).toEqual([])
      const stored = await vectorFolder({ folder, catalogue: [set] }).list()
      expect(stored).toMatchObject([{ state: 'partial', set: { name: 'test.3d' } }])
      const before = server.sent
      const { bytes } = await download(set, { folder })
      expect(bytes.equals(text)).toBe(true)
      expect(server.sent - before).toBeLessThanOrEqual(text.length)
      expect(server.requests.at(-1)!.range).toMatch(/^bytes=[1-9]\d*-/)
    }
  })

  it('should begin anew when the file has changed meanwhile', async () => {
    server.faults = [
      { kind: 'drop', after: 20_000 },
      { kind: 'changed', content: other },
    ]
    const { bytes } = await download()
    expect(bytes.equals(other)).toBe(true)
  })

  it('should try the next place, mirrors first', async () => {
    server.faults = [{ kind: 'html-200' }, { kind: 'status', status: 404 }]
    const notices: string[] = []
    const set = setAt(server.url, { urls: [`${server.url}/a/test.3d.txt`, `${server.url}/b/test.3d.txt`] })
    const { bytes } = await download(set, {
      mirrors: [`${server.url}/mirror/`],
      onNotice: (notice) => notices.push(notice),
    })
    expect(bytes.equals(text)).toBe(true)
    expect(server.requests.map(({ path }) => path)).toEqual(['/mirror/test.3d.txt', '/a/test.3d.txt', '/b/test.3d.txt'])
    expect(notices).toHaveLength(2)
  })

  const failures: readonly (readonly [string, (Fault | undefined)[], string])[] = [
    ['an HTML page with status 200', [{ kind: 'html-200' }], 'DOWNLOAD_CORRUPT'],
    ['an HTML page that says it is the file', Array<Fault>(9).fill({ kind: 'html-as-zip' }), 'DOWNLOAD_CORRUPT'],
    ['a missing file', [{ kind: 'status', status: 404 }], 'DOWNLOAD_FAILED'],
    ['a loop of redirects', [{ kind: 'redirect-loop' }], 'DOWNLOAD_FAILED'],
    ['a redirect to another protocol', [{ kind: 'redirect', to: 'ftp://127.0.0.1/x' }], 'DOWNLOAD_FAILED'],
    ['an encoded body', [{ kind: 'encoded' }], 'DOWNLOAD_CORRUPT'],
    ['a server that drips', Array<Fault>(9).fill({ kind: 'drip' }), 'DOWNLOAD_FAILED'],
    [
      'a server that is busy for good',
      Array<Fault>(9).fill({ kind: 'status', status: 429, retryAfter: '0' }),
      'DOWNLOAD_FAILED',
    ],
    [
      'a server that always announces too much',
      Array<Fault>(60).fill({ kind: 'long-length', more: 10 }),
      'DOWNLOAD_FAILED',
    ],
  ]
  for (const [what, faults, code] of failures) {
    it(`should give up with a reason on ${what}`, async () => {
      // Where ranges are answered, what is announced beside them does not matter.
      for (const set of what.includes('announces') ? [whole()] : [whole(), zipped()]) {
        server.content = set.archive === undefined ? text : archive
        server.faults = [...faults]
        const folder = await temporaryFolder()
        await expect(download(set, { folder })).rejects.toMatchObject({
          code: expect.stringMatching(
            code === 'DOWNLOAD_CORRUPT' ? /DOWNLOAD_CORRUPT|ARCHIVE_MALFORMED/ : /DOWNLOAD_(FAILED|CORRUPT)/,
          ),
        })
        expect(await finalNames(folder)).toEqual([])
      }
    })
  }

  it('should refuse a file with another size, checksum or dimension', async () => {
    const sets = [{ size: text.length + 1 }, { sha256: sha256Of(other) }, { dimension: 4 }]
    for (const known of sets) {
      const folder = await temporaryFolder()
      await expect(download(setAt(server.url, known), { folder })).rejects.toMatchObject({ code: 'DOWNLOAD_CORRUPT' })
      expect(await readdir(folder)).toEqual([])
    }
  })

  it('should never keep a wrong byte, whatever happens', async () => {
    const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
      fc.constant(undefined),
      fc.record({ kind: fc.constant('drop' as const), after: fc.integer({ min: 0, max: 90_000 }) }),
      fc.record({ kind: fc.constant('cut-chunked' as const), after: fc.integer({ min: 0, max: 90_000 }) }),
      fc.constant({ kind: 'refuse' as const }),
      fc.constantFrom(429, 500, 503).map((status) => ({ kind: 'status' as const, status, retryAfter: '0' })),
      fc.record({ kind: fc.constant('long-length' as const), more: fc.integer({ min: 1, max: 5000 }) }),
      fc.record({ kind: fc.constant('short-length' as const), less: fc.integer({ min: 1, max: 5000 }) }),
      fc.constant({ kind: 'ignore-range' as const }),
      fc.record({ kind: fc.constant('wrong-range' as const), shift: fc.integer({ min: 1, max: 100 }) }),
      fc.constant({ kind: 'html-200' as const }),
      fc.constant({ kind: 'html-as-zip' as const }),
      fc.constant({ kind: 'encoded' as const }),
      fc.record({ kind: fc.constant('flip' as const), at: fc.nat({ max: 90_000 }) }),
    )
    const outcomes = { right: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fault, { maxLength: 10 }),
        fc.boolean(),
        async (isZip, faults, changes) => {
          const set = isZip ? zipped() : setAt(server.url, { sha256: sha256Of(text), size: text.length })
          server.content = isZip ? archive : text
          server.etag = changes ? undefined : '"first"'
          server.faults = [...faults]
          const folder = await temporaryFolder()
          // A user who tries again once.
          for (const last of [false, true]) {
            try {
              const { bytes } = await download(set, { folder, patience: { ...impatient, pause: 1, longestPause: 2 } })
              expect(bytes.equals(text)).toBe(true)
              outcomes.right += 1
              return
            } catch (error) {
              expect(isWordloomError(error) && /^(DOWNLOAD_|ARCHIVE_)/.test(error.code), String(error)).toBe(true)
              expect(await finalNames(folder)).toEqual([])
              if (last) outcomes.refused += 1
            }
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(outcomes.right).toBeGreaterThan(100)
  }, 120_000)

  it('should let many processes have the same vectors by one download', async () => {
    const folder = await temporaryFolder()
    const set = whole()
    const entry = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href
    const program = `
      const { downloadVectors } = await import(${JSON.stringify(entry)})
      console.log(await downloadVectors('test.3d', { folder: ${JSON.stringify(folder)}, catalogue: [${JSON.stringify(set)}] }))`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
    const outputs = await Promise.all(Array.from({ length: 5 }, run))
    for (const { stdout } of outputs) expect(stdout.trim()).toBe(join(folder, 'test.3d.txt'))
    expect((await readFile(join(folder, 'test.3d.txt'))).equals(text)).toBe(true)
    expect(server.requests).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['test.3d.txt', 'test.3d.txt.sha256.json'])
  })

  it('should say how far it is, how fast, and how long it takes', async () => {
    const steps: DownloadProgress[] = []
    await download(whole(), { onProgress: (progress) => steps.push(progress) })
    expect(steps.at(-1)).toMatchObject({ done: text.length, total: text.length })
    for (const { bytesPerSecond } of steps) expect(bytesPerSecond).toBeGreaterThanOrEqual(0)
  })

  it('should go through the proxy of the environment', async () => {
    const asked: string[] = []
    const proxy = createServer()
    proxy.on('connect', (request: IncomingMessage, socket) => {
      asked.push(request.url!)
      const [host, port] = request.url!.split(':')
      const target = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
      target.pipe(socket).pipe(target)
      for (const each of [target, socket]) each.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const before = { ...process.env }
    process.env['http_proxy'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    process.env['no_proxy'] = ''
    onTestFinished(() => {
      process.env = before
      proxy.closeAllConnections()
      proxy.close()
    })
    expect((await download()).bytes.equals(text)).toBe(true)
    expect(asked).toEqual([server.url.replace('http://', '')])
  })

  it('should say what there is and what to do when it may not download', async () => {
    const folder = await temporaryFolder()
    await expect(download(whole(), { folder, offline: true })).rejects.toMatchObject({ code: 'OFFLINE' })
    await expect(downloadVectors('7B.50d', { folder })).rejects.toMatchObject({
      code: 'VECTORS_UNKNOWN',
      details: { expected: expect.stringContaining('6B.50d') },
    })
    expect(server.requests).toEqual([])
  })
})

describe('the cache folder', () => {
  it('should take files that a person put there, packed or not', async () => {
    for (const [name, content] of [
      ['test.3d.txt', text],
      ['test.3d.txt.gz', gzipSync(text)],
      ['test.zip', archive],
      ['test.3d.zip', await zipOf({ 'test.3d.txt': text })],
    ] as const) {
      const folder = await temporaryFolder()
      await writeFile(join(folder, name), content)
      const source = glove('test.3d', { download: { folder, catalogue: [zipped()], offline: true } })
      expect([source.name, source.dimension]).toEqual(['test.3d.txt', 3])
      expect((await source.load()).vocabulary.size).toBe(3002)
    }
    expect(() => glove('6B.50d', { dimension: 100 })).toThrow(expect.objectContaining({ code: 'EMBEDDING_DIMENSION' }))
  })

  it('should verify, list and remove', async () => {
    const { folder, path } = await download()
    const vectors = vectorFolder({ folder, catalogue: [whole()] })
    expect(await vectors.verify('test.3d')).toEqual({
      name: 'test.3d',
      path,
      sha256: sha256Of(text),
      checkedAgainst: 'recorded',
      isRight: true,
    })
    await writeFile(path, other)
    expect(await vectors.verify('test.3d')).toMatchObject({ isRight: false })
    const strict = vectorFolder({ folder, catalogue: [setAt(server.url, { sha256: sha256Of(other) })] })
    expect(await strict.verify('test.3d')).toMatchObject({ checkedAgainst: 'catalogue', isRight: true })
    await writeFile(join(folder, 'mine.vec'), 'a 1 2\n')
    expect(await vectors.list()).toMatchObject([
      { set: undefined, path: join(folder, 'mine.vec'), state: 'complete' },
      { set: { name: 'test.3d' }, path, size: other.length, state: 'complete' },
    ])
    expect(await vectors.remove('test.3d')).toBeGreaterThan(other.length)
    expect(await readdir(folder)).toEqual(['mine.vec'])
    await expect(vectors.verify('test.3d')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})
