import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, hasChromium, openTestBrowser, title, type TestBrowser } from './browser/open-browser.js'

describe.skipIf(!hasChromium)(`stores ${title}`, () => {
  let browser: TestBrowser
  let page: Page
  beforeAll(async () => {
    browser = await openTestBrowser({})
    page = await browser.openPage()
  })
  afterAll(() => browser?.close())

  for (const store of ['opfs', 'indexedDb']) {
    describe(store, () => {
      it('should write, list, read and remove, and keep files when the page is loaded again', async () => {
        expect(await call(page, 'list', store)).toEqual([])
        expect(await call(page, 'has', { store, name: 'a.txt' })).toBe(false)
        expect(await call(page, 'write', { store, name: 'b.txt', pieces: ['one ', 'two'] })).toBe('done')
        await call(page, 'writeStream', { store, name: 'a.txt', text: 'streamed' })
        await page.reload()
        expect(await call(page, 'list', store)).toEqual([
          { name: 'a.txt', size: 8 },
          { name: 'b.txt', size: 7 },
        ])
        expect(await call(page, 'has', { store, name: 'a.txt' })).toBe(true)
        expect(await call(page, 'read', { store, name: 'a.txt' })).toBe('streamed')
        expect(await call(page, 'read', { store, name: 'b.txt' })).toBe('one two')
        for (const name of ['a.txt', 'b.txt', 'c.txt']) await call(page, 'remove', { store, name })
        expect(await call(page, 'list', store)).toEqual([])
        await expect(call(page, 'read', { store, name: 'a.txt' })).rejects.toThrow('No such file is stored')
      })

      it('should have nothing under the name before all is there, and the old file until then', async () => {
        const name = 'c.txt'
        const first = await call(page, 'writeAndLook', { store, name })
        expect(first).toEqual({ seen: ['none', 'none'], after: 'new text' })
        await call(page, 'write', { store, name, pieces: ['old'] })
        expect(await call(page, 'writeAndLook', { store, name })).toEqual({ seen: ['old', 'old'], after: 'new text' })
        await call(page, 'remove', { store, name })
      })

      it('should keep nothing of what breaks off, and give its error', async () => {
        const name = 'd.txt'
        const failed = { code: 'BROKE_OFF' }
        expect(await call(page, 'write', { store, name, pieces: ['some', 'fail'] })).toMatchObject(failed)
        expect(await call(page, 'list', store)).toEqual([])
        await call(page, 'write', { store, name, pieces: ['old'] })
        expect(await call(page, 'write', { store, name, pieces: ['some', 'fail'] })).toMatchObject(failed)
        expect(await call(page, 'read', { store, name })).toBe('old')
        await call(page, 'remove', { store, name })
        if (store === 'opfs') expect(await call(page, 'rawNames')).toEqual([])
      })

      it('should keep nothing of what a closed page wrote', async () => {
        const other = await browser.openPage()
        const endless = call(other, 'write', { store, name: 'e.txt', pieces: Array<string>(5000).fill('piece') })
        endless.catch(() => undefined)
        await other.waitForTimeout(200)
        await other.close()
        expect(await call(page, 'list', store)).toEqual([])
      })

      it('should end with one whole file when two pages write the same name', async () => {
        const name = 'f.txt'
        const other = await browser.openPage()
        const texts = ['a', 'b'].map((letter) => Array<string>(40).fill(letter))
        const outcomes = await Promise.all(
          [page, other].map((each, index) => call(each, 'write', { store, name, pieces: texts[index]! })),
        )
        expect(outcomes).toEqual(['done', 'done'])
        expect(texts.map((pieces) => pieces.join(''))).toContain(await call(page, 'read', { store, name }))
        expect(await call(other, 'list', store)).toEqual([{ name, size: 40 }])
        await call(page, 'remove', { store, name })
        await other.close()
      })

      it('should write in a Web Worker', async () => {
        const argument = { store, name: 'g.txt', pieces: ['from ', 'there'] }
        expect(await call(page, 'inWorker', { task: 'write', argument })).toBe('done')
        if (store === 'opfs') {
          expect(await call(page, 'inWorker', { task: 'writeInWorkerWithoutStreams', argument })).toBe('done')
          const broken = { ...argument, pieces: ['x', 'fail'] }
          expect(await call(page, 'inWorker', { task: 'writeInWorkerWithoutStreams', argument: broken })).toMatchObject(
            { code: 'BROKE_OFF' },
          )
        }
        expect(await call(page, 'read', { store, name: 'g.txt' })).toBe('from there')
        await call(page, 'remove', { store, name: 'g.txt' })
      })

      it('should refuse names that are none', async () => {
        for (const name of ['', '..', 'a/b', 'a.part']) {
          expect(await call(page, 'write', { store, name, pieces: ['x'] })).toMatchObject({ code: 'INVALID_ARGUMENT' })
        }
      })

      it('should give back every byte of a large file', async () => {
        expect(await call(page, 'sameAfterWriting', { store, mebibytes: 21 })).toBe(true)
        await call(page, 'remove', { store, name: 'large' })
      })

      it('should say so when the browser gives no more room, and keep nothing', async () => {
        const restore = await (store === 'opfs' ? limitQuota(browser, page) : refuseRoom(page))
        expect(await call(page, 'fill', { store, mebibytes: 4 })).toEqual({
          code: 'FILE_WRITE_FAILED',
          message: expect.stringMatching(/no more room.*Remove other vectors/),
        })
        await restore()
        expect(await call(page, 'list', store)).toEqual([])
        expect(await call(page, 'write', { store, name: 'h.txt', pieces: ['room again'] })).toBe('done')
        await call(page, 'remove', { store, name: 'h.txt' })
      })
    })
  }

  it('should use the origin private file system where it is', async () => {
    expect(await call(page, 'usesOpfs')).toBe(true)
    await page.evaluate(() => Reflect.deleteProperty(FileSystemFileHandle.prototype, 'move'))
    expect(await call(page, 'usesOpfs')).toBe(false)
    await page.reload()
  })
})

async function limitQuota({ context, url }: TestBrowser, page: Page): Promise<() => Promise<unknown>> {
  const session = await context.newCDPSession(page)
  const { origin } = new URL(url)
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 })
  return () => session.send('Storage.overrideQuotaForOrigin', { origin })
}

/** Chromium's limit does not count Blobs in IndexedDB, so that it is told to end transactions as if it did. */
async function refuseRoom(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...values) {
      const request = put.apply(this, values)
      Object.defineProperty(this.transaction, 'error', { value: new DOMException('Full', 'QuotaExceededError') })
      this.transaction.abort()
      return request
    }
  })
  return () => page.reload()
}
