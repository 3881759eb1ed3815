import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VectorSet } from '../../src/index.js'
import { startFaultyServer, type Fault, type FaultyServer } from '../download/faulty-server.js'
import { setAt, sha256Of, vectorsText, zipOf } from '../download/support.js'
import { call, hasChromium, openTestBrowser, title, type TestBrowser } from './browser/open-browser.js'

const exposed = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-range, etag, content-encoding',
}

describe.skipIf(!hasChromium)(`downloadVectors ${title}, from another site`, () => {
  const text = vectorsText(3000)
  const other = vectorsText(3000, 7)
  const file = 'test.3d.txt'
  const done = { outcome: file, notices: [], done: text.length }
  let archive: Uint8Array
  let server: FaultyServer
  let browser: TestBrowser
  let page: Page

  beforeAll(async () => {
    archive = await zipOf({ 'test.big.txt': vectorsText(40_000, 3), [file]: text })
    server = await startFaultyServer(text)
    browser = await openTestBrowser({}, [server.url])
    page = await browser.openPage()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  beforeEach(async () => {
    Object.assign(server, { faults: [], content: text, etag: '"first"', ranges: true, sent: 0, headers: exposed })
    server.requests.length = 0
    for (const store of ['opfs', 'indexedDb']) await call(page, 'remove', { store, name: file })
  })

  const whole = (more: Partial<VectorSet> = {}) => setAt(server.url, more)
  const zipped = (more: Partial<VectorSet> = {}) =>
    setAt(server.url, { urls: [`${server.url}/test.zip`], archive: { name: 'test.zip' }, ...more })
  const download = (set: VectorSet, more: { store?: string; stopAfter?: number } = {}, where: Page = page) =>
    call(where, 'download', { store: 'browser', set, ...more }) as Promise<{ outcome: unknown; notices: string[] }>
  const stored = async (store = 'browser') => {
    expect(await call(page, 'list', store)).toEqual([{ name: file, size: text.length }])
    return call(page, 'read', { store, name: file })
  }
  const asText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

  for (const store of ['opfs', 'indexedDb']) {
    it(`should download a whole file once into ${store}, and load it`, async () => {
      const set = whole({ sha256: sha256Of(text), size: text.length })
      expect(await download(set, { store })).toEqual(done)
      expect(await stored(store)).toBe(asText(text))
      expect(await call(page, 'loadStored', { store, name: file })).toMatchObject({ words: 3002, dimension: 3 })
      expect(await download(set, { store })).toMatchObject({ outcome: file, done: 0 })
      expect(server.requests).toHaveLength(1)
    })

    it(`should fetch one file of an archive by ranges into ${store}`, async () => {
      server.content = archive
      expect(await download(zipped({ sha256: sha256Of(text) }), { store })).toMatchObject({
        outcome: file,
        notices: [],
      })
      expect(await stored(store)).toBe(asText(text))
      expect(server.sent).toBeLessThan(archive.length / 4)
      console.log(
        `one file of an archive: ${server.sent} of ${archive.length} bytes in ${server.requests.length} requests`,
      )
    })
  }

  it('should go on after breaks without fetching anything twice', async () => {
    server.faults = [
      { kind: 'drop', after: 20_000 },
      { kind: 'drop', after: 10_000 },
      { kind: 'status', status: 503 },
    ]
    expect(await download(whole())).toEqual(done)
    expect(await stored()).toBe(asText(text))
    expect(server.sent).toBe(text.length)
    expect(server.requests.map(({ range }) => range)).toEqual([
      'bytes=0-',
      'bytes=20000-',
      'bytes=30000-',
      'bytes=30000-',
    ])
  })

  it('should go on after breaks inside an archive', async () => {
    server.content = archive
    server.faults = [undefined, undefined, undefined, undefined, { kind: 'drop', after: 10_000 }]
    expect(await download(zipped())).toMatchObject({ outcome: file })
    expect(await stored()).toBe(asText(text))
    expect(server.requests.length).toBeGreaterThan(5)
  })

  it('should begin anew when the file has changed meanwhile, whatever the site shows of it', async () => {
    for (const headers of [exposed, { 'access-control-allow-origin': '*' }]) {
      server.headers = headers
      server.content = text
      server.faults = [
        { kind: 'drop', after: 20_000 },
        { kind: 'changed', content: other },
      ]
      expect(await download(whole())).toMatchObject({ outcome: file })
      expect(await call(page, 'read', { store: 'browser', name: file })).toBe(asText(other))
      await call(page, 'remove', { store: 'browser', name: file })
    }
  })

  it('should fetch the whole archive where ranges are not answered or not shown', async () => {
    for (const [ranges, headers] of [
      [false, exposed],
      [true, { 'access-control-allow-origin': '*' }],
    ] as const) {
      Object.assign(server, { ranges, headers, content: archive })
      const set = zipped({ archive: { name: 'test.zip', size: archive.length, sha256: sha256Of(archive) } })
      const { outcome, notices } = await download(set)
      expect(outcome).toBe(file)
      expect(notices).toEqual([expect.stringContaining('the whole archive is downloaded')])
      expect(await stored()).toBe(asText(text))
      await call(page, 'remove', { store: 'browser', name: file })
    }
  })

  const refused: readonly (readonly [string, Fault[], string | RegExp])[] = [
    ['an HTML page', [{ kind: 'html-200' }], 'DOWNLOAD_CORRUPT'],
    [
      'an HTML page that says it is the file',
      Array<Fault>(9).fill({ kind: 'html-as-zip' }),
      /^(DOWNLOAD_CORRUPT|ARCHIVE_MALFORMED)$/,
    ],
    // Chromium itself refuses what was packed unasked, and does not say why.
    ['packed answers', Array<Fault>(9).fill({ kind: 'encoded' }), 'DOWNLOAD_FAILED'],
    ['a missing file', [{ kind: 'status', status: 404 }], 'DOWNLOAD_FAILED'],
    ['a loop of redirects', Array<Fault>(9).fill({ kind: 'redirect-loop' }), 'DOWNLOAD_FAILED'],
    ['no connection', Array<Fault>(9).fill({ kind: 'refuse' }), 'DOWNLOAD_FAILED'],
  ]
  for (const [what, faults, code] of refused) {
    it(`should refuse ${what}`, async () => {
      for (const set of [whole(), zipped()]) {
        server.content = set.archive === undefined ? text : archive
        server.faults = [...faults]
        const { outcome } = await download(set)
        expect(outcome).toMatchObject({ code: expect.stringMatching(code) })
        expect(await call(page, 'list', 'browser')).toEqual([])
      }
    })
  }

  it('should refuse a file with another size, checksum or dimension, and changed bytes of an archive', async () => {
    for (const set of [whole({ size: 7 }), whole({ sha256: sha256Of(other) }), whole({ dimension: 4 })]) {
      expect((await download(set)).outcome).toMatchObject({ code: 'DOWNLOAD_CORRUPT' })
    }
    server.content = archive.slice()
    // The second file is at the end, before a directory of some hundred bytes.
    server.content[archive.length - 2000]! ^= 0x20
    expect((await download(zipped())).outcome).toMatchObject({ code: 'DOWNLOAD_CORRUPT' })
    expect(await call(page, 'list', 'browser')).toEqual([])
    expect(await call(page, 'rawNames')).toEqual([])
  })

  it('should say what a site has to do that does not allow other sites', async () => {
    server.headers = {}
    const { outcome } = await download(whole())
    expect(outcome).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('CORS') })
  })

  it('should stop when it is told to, and keep nothing', async () => {
    for (const set of [whole(), zipped()]) {
      server.content = set.archive === undefined ? text : archive
      expect((await download(set, { stopAfter: 10 })).outcome).toMatchObject({ code: 'ABORTED' })
      expect(await call(page, 'list', 'browser')).toEqual([])
      expect(await call(page, 'rawNames')).toEqual([])
    }
  })

  it('should download once for two pages', async () => {
    const second = await browser.openPage()
    const outcomes = await Promise.all([page, second].map((each) => download(whole(), {}, each)))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([file, file])
    expect(server.requests).toHaveLength(1)
    expect(await stored()).toBe(asText(text))
    await second.close()
  })

  it('should say so when there is no more room', async () => {
    const session = await browser.context.newCDPSession(page)
    const origin = new URL(browser.url).origin
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 })
    try {
      expect((await download(whole())).outcome).toMatchObject({ code: 'FILE_WRITE_FAILED' })
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin })
    }
    expect(await call(page, 'list', 'browser')).toEqual([])
  })
})
