import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browserTitle, findChromium, servePage, type ServedPage } from '@wordloom/browser-testing'
import { encodeModelFolder } from '@wordloom/core'
import { trainerConformance } from '@wordloom/core/testing'
import { parseVectors } from '@wordloom/glove-loader'
import { kernelsEngine } from '@wordloom/kernels'
import { loadClassifier, saveModel } from '@wordloom/trainer-node'
import { createTrainer } from '@wordloom/training'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { BreakingPageTasks } from './browser/breaking-page.js'
import { longTraining, requests, vectorFile, vectorRequest } from './browser/requests.js'
import { runRequest, toBase64 } from './browser/run-request.js'
import { bundlers, onnxruntimeFiles } from './support/bundle-page.js'
import { openTaskPages, type TaskPage, type TaskPages } from './support/task-pages.js'

const program = await findChromium()
const here = createTrainer({ name: 'here', createEngine: kernelsEngine({ deterministic: true }) })
const [quick] = Object.keys(requests) as [string]

describe.skipIf(program === undefined)(`createWebTrainer ${browserTitle(program)}`, () => {
  for (const [bundler, bundle] of Object.entries(bundlers)) {
    describe(`bundled by ${bundler}`, () => {
      let served: ServedPage
      let pages: TaskPages
      beforeAll(async () => {
        const files = await bundle(new URL('browser/page.ts', import.meta.url))
        for (const [path, bytes] of onnxruntimeFiles()) files.set(path, bytes)
        files.set('/vectors.txt', Buffer.from(vectorFile()))
        served = await servePage({ files })
        pages = await openTaskPages(program!, served)
      })
      afterAll(async () => {
        await pages?.close()
        await served?.close()
      })

      for (const name of Object.keys(requests)) {
        it(`should train the same bytes as in Node: ${name}`, async () => {
          const page = await pages.open()
          const there = await page.do('run', { name })
          const expected = await runRequest(here, name)
          expect(there).toEqual(expected)
          expect(expected.right).toBeGreaterThan(requests[name]!.texts.length * 0.6)
        })
      }

      it('should train the same bytes on several threads of a cross-origin isolated page, and on one of another', async () => {
        const expected = await runRequest(here, quick)
        /** Runs it on so many threads; gives how many scripts the browser asked for meanwhile. */
        const scriptsFor = async (page: TaskPage, threads: number): Promise<number> => {
          const before = served.requested.length
          expect(await page.do('run', { name: quick, options: { threads } }), `${threads} threads`).toEqual(expected)
          return served.requested.length - before
        }
        const [page, isolated] = [await pages.open(), await pages.open('isolated/')]
        const onOneThread = await scriptsFor(isolated, 1)
        expect(await scriptsFor(page, 4)).toBe(onOneThread)
        for (const threads of [2, 4]) expect(await scriptsFor(isolated, threads)).toBeGreaterThan(onOneThread)
      })

      for (const { name } of trainerConformance(() => here)) {
        it(name, async () => {
          await (await pages.open()).do('runConformanceCase', name)
        })
      }

      it('should export to ONNX what onnxruntime-web answers the same', async () => {
        expect(await (await pages.open()).do('exportOnnx')).toMatchObject({
          bytes: expect.any(Number),
          verification: { runtime: { name: 'onnxruntime-web' } },
        })
      })

      it('should train from vectors that the browser keeps', async () => {
        const { embedding } = await parseVectors([Buffer.from(vectorFile())])
        const trained = await here.train({ ...vectorRequest, embedding })
        const expected = toBase64(encodeModelFolder(trained).get('weights.safetensors')!)
        expect(await (await pages.open()).do('trainFromVectors', '/vectors.txt')).toBe(expected)
      })

      it('should fetch nothing from elsewhere, and print nothing', () => {
        expect(pages.fetched.filter((url) => !url.startsWith(served.url) && !url.startsWith('blob:'))).toEqual([])
        expect(pages.complaints).toEqual([])
      })
    })
  }

  describe('over the life of a page', () => {
    let files: Map<string, Uint8Array>
    let served: ServedPage
    let pages: TaskPages
    beforeAll(async () => {
      files = await bundlers['vite']!(new URL('browser/page.ts', import.meta.url))
      served = await servePage({ files })
      pages = await openTaskPages(program!, served)
    })
    afterAll(async () => {
      await pages?.close()
      await served?.close()
    })

    it('should leave the page free while it trains', async () => {
      expect(await (await pages.open()).do('turnsWhileTraining')).toEqual({ steps: 12, free: true })
    })

    it('should let the page cancel a training', async () => {
      const page = await pages.open()
      expect(await page.do('cancel')).toMatchObject({ code: 'ABORTED' })
      expect(await page.do('predictHere')).toBe(true)
    })

    it('should go on after a reload as if nothing had happened', async () => {
      const page = await pages.open()
      await page.begin('train', { path: 'long' })
      await page.until(async () => Number(await page.do('stepsSaved')) >= 60)
      await page.reload()
      const resumed = await page.do('train', { path: 'long', resume: true })
      const whole = await here.train(longTraining)
      expect(resumed).toEqual({
        resumed: true,
        weights: toBase64(encodeModelFolder(whole).get('weights.safetensors')!),
      })
      expect(await page.do('train', { path: 'long' }).catch(String)).toMatch('The folder holds checkpoints')
    })

    it('should keep models over a reload, for the worker and for the page', async () => {
      const page = await pages.open()
      await page.do('trainAndSave', { folder: 'models/kept' })
      await page.reload()
      expect(await page.do('loadAndPredict', 'models/kept')).toEqual({ same: true, history: requests[quick]!.epochs })
      expect(await page.do('loadAndPredict', 'models/none')).toMatchObject({ code: 'FILE_NOT_FOUND' })
    })

    it('should serve two tabs at once, and keep one model of a name whole', async () => {
      const [first, second] = [await pages.open(), await pages.open()]
      const saved = await Promise.all([
        first.do('trainAndSave', { folder: 'models/shared' }),
        second.do('trainAndSave', { folder: 'models/shared' }),
        first.do('trainAndSave', { folder: 'models/first' }),
        second.do('trainAndSave', { folder: 'models/second' }),
      ])
      expect(saved.slice(0, 2)).toContainEqual(expect.objectContaining({ code: 'FILE_EXISTS' }))
      expect(saved.filter((one) => typeof one === 'string')).toHaveLength(3)
      expect(await second.do('loadAndPredict', 'models/shared')).toMatchObject({ same: true })
      expect(await second.do('list', 'models')).toEqual(expect.arrayContaining(['first', 'second', 'shared']))
      const overwriting = { folder: 'models/shared', overwrite: true }
      await Promise.all([first.do('trainAndSave', overwriting), second.do('trainAndSave', overwriting)])
      expect(await first.do('loadAndPredict', 'models/shared')).toMatchObject({ same: true })
    })

    it('should keep files in folders, all or nothing', async () => {
      const taken = expect.objectContaining({ code: 'FILE_EXISTS' })
      const invalid = expect.objectContaining({ code: 'INVALID_ARGUMENT' })
      const absent = expect.objectContaining({ code: 'FILE_NOT_FOUND' })
      expect(await (await pages.open()).do('useFiles')).toEqual({
        listed: [['a'], ['folder', 'one.txt'], []],
        read: 'some text',
        folder: [
          ['x', 9],
          ['y', 4],
        ],
        direct: ['one.txt'],
        again: taken,
        folderOverFile: taken,
        fileOverFolder: taken,
        belowFile: taken,
        replaced: ['z'],
        missing: [absent, absent],
        badPaths: Array(6).fill(invalid),
        badNames: invalid,
        removed: [],
      })
    })

    it('should say that there is no more room, keep what was there, and go on', async () => {
      // A browser of its own: Chromium remembers for a while how much room there was.
      const limited = await openTaskPages(program!, served)
      onTestFinished(() => limited.close())
      const page = await limited.open()
      const release = await page.limitStorage(2_000_000)
      await page.do('trainAndSave', { folder: 'models/small' })
      const outcome = await page.do('saveBeyondQuota', 'models/small')
      await release()
      const full = { code: 'FILE_WRITE_FAILED', message: expect.stringContaining('no more room') }
      expect(outcome).toEqual({ filling: full, saved: full, kept: 50, training: full, alive: 3 })
      await page.do('remove', 'filling')
      expect(await page.do('trainAndSave', { folder: 'models/after' })).toEqual(expect.any(String))
    })

    it('should give an error when the worker breaks down, and start another one', async () => {
      const breaking = await servePage({
        files: await bundlers['vite']!(new URL('browser/breaking-page.ts', import.meta.url)),
      })
      const breakingPages = await openTaskPages<BreakingPageTasks>(program!, breaking)
      onTestFinished(async () => {
        await breakingPages.close()
        await breaking.close()
      })
      expect(await (await breakingPages.open()).do('breakDown')).toEqual({
        forever: { code: 'WORKER_FAILED', message: expect.stringContaining('broken on purpose') },
        afterwards: expect.objectContaining({ code: 'WORKER_FAILED' }),
        again: requests[quick]!.epochs,
      })
      const page = await pages.open()
      expect(await page.do('failureWithoutWorkerScript')).toMatchObject({ code: 'WORKER_FAILED' })
    })

    it('should hand models to Node and take those of Node, as a zip archive', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wordloom-zip-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const page = await pages.open()
      const { texts } = requests[quick]!
      const zip = join(folder, 'downloaded.zip')
      await page.download(() => page.do('download', 'spam.zip'), zip)
      const trained = await here.train(requests[quick]!)
      const expected = await trained.predict(texts)
      const read = await loadClassifier(zip)
      expect(read.weights).toEqual(trained.weights)
      const probabilities = (await read.predict(texts)).map(({ probability }) => probability)
      for (const [row, { probability }] of expected.entries()) expect(probabilities[row]).toBeCloseTo(probability, 6)
      const ours = join(folder, 'ours.zip')
      await saveModel(trained, ours)
      served.files.set('/ours.zip', readFileSync(ours))
      expect(await page.do('predictFromZip', { url: '/ours.zip', texts })).toEqual(expected)
    })

    it('should train on the calling thread, too', async () => {
      expect(await (await pages.open()).do('runOnThisThread', quick)).toEqual(await runRequest(here, quick))
    })

    it.each([
      ["'self'", "'wasm-unsafe-eval'", 'RUNTIME_UNSUPPORTED', 'WebAssembly'],
      ["'self' 'wasm-unsafe-eval'", "worker-src 'none'", 'WORKER_FAILED', 'worker-src'],
    ])('should say what a page lacks: script-src %s, no %s', async (scriptSources, lacking, code) => {
      const workerSources = lacking.startsWith('worker-src') ? "'none'" : "'self'"
      const strict = await servePage({ files, scriptSources, workerSources })
      onTestFinished(() => strict.close())
      const other = await openTaskPages(program!, strict)
      onTestFinished(() => other.close())
      expect(await (await other.open()).do('failure')).toMatchObject({
        code,
        message: expect.stringContaining(lacking.replace(" 'none'", '')),
      })
    })
  })
})
