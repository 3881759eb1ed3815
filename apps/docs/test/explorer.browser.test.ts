import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { browserTitle, findChromium, openBrowser } from '@wordloom/browser-testing'
import { glove, loadVectors } from '@wordloom/glove-loader'
import { createSimilarity, type Similarity } from '@wordloom/similarity'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { root } from './built-site.js'
import { serveSite, type ServedSite } from './serve-site.js'
import { accessibilityProblems } from './support/accessibility.js'
import { openExplorer, type ExplorerPage } from './support/explorer-page.js'
import { findGloveFile } from './support/glove-file.js'
import { expectNoSidewaysScrolling, type Page } from './support/page.js'
import { peakMemory } from './support/peak-memory.js'

const program = await findChromium()
const vectors = findGloveFile()
const fiveWords = 'sun 1 0\nmoon 0.9 0.1\nrain 0 1\nsnow 0.1 1\nwind 0.5 0.5\n'
const patience = { timeout: 20_000 }
const screenshots = join(root, 'reports/screenshots')

describe.skipIf(program === undefined)(`the vector explorer ${browserTitle(program)}`, () => {
  let served: ServedSite
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let similarity: Similarity
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true })
    served = await serveSite('/some/where/')
    browser = await openBrowser(program!)
    similarity = await createSimilarity(await glove('glove-mini').load())
  })
  afterAll(async () => {
    similarity?.dispose()
    await browser?.close()
    await served?.close()
  })

  /** A visitor of whom the browser knows nothing. Without motion, a map is shown when it is finished. */
  async function visit(prepare?: (page: Page) => Promise<unknown>): Promise<ExplorerPage> {
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' })
    onTestFinished(() => context.close())
    return openExplorer(context, served, prepare)
  }

  it('should find nearest words and complete analogies as the library does in Node', async () => {
    const explorer = await visit()
    await explorer.vectorsSay(/20,000 words, 50 numbers/)
    expect(await explorer.nearestTo('king')).toEqual(similarity.mostSimilar('king', { topk: 12 }))
    const answer = explorer.page.getByTestId('analogy-answer')
    await answer.filter({ hasText: 'man is to king as woman is to queen' }).waitFor()

    await explorer.complete('france', 'paris', 'japan')
    await answer.filter({ hasText: 'japan is to tokyo' }).waitFor()
    await explorer.page.getByTestId('nearest').getByRole('button', { name: 'queen', exact: true }).click()
    expect(await explorer.nearestTo('queen')).toEqual(similarity.mostSimilar('queen', { topk: 12 }))
    await explorer.find(' castle ')
    expect(await explorer.nearestTo('castle')).toEqual(similarity.mostSimilar('castle', { topk: 12 }))
    expect(explorer.requests.filter((url) => !url.startsWith(served.url))).toEqual([])
    expect(explorer.complaints).toEqual([])
  })

  it('should offer the spelling that was meant', async () => {
    const { page, find, nearestTo, complete } = await visit()
    await nearestTo('king')
    await find('Goverment')
    const unknown = page.getByTestId('nearest').getByTestId('unknown')
    await unknown.filter({ hasText: '“Goverment” has no vector in glove-mini' }).waitFor()
    await unknown.getByRole('button', { name: 'government' }).click()
    await nearestTo('government')
    await complete('man', 'kinng', 'woman')
    await page.getByTestId('analogy').getByTestId('unknown').getByRole('button').click()
    await page.getByTestId('analogy-answer').filter({ hasText: 'queen' }).waitFor()
    await find('qqqqqqqqqq')
    await unknown.filter({ hasText: 'Check the spelling' }).waitFor()
  })

  it('should draw the same map each time, and find words on it by search, mouse and keys', async () => {
    const { page, mapOf, picture, search, inView, nearestTo, complaints } = await visit()
    const { keyboard } = page
    await mapOf('1,000')
    await nearestTo('king')
    const all = await picture()
    await page.getByRole('button', { name: 'Draw', exact: true }).click()
    await page.getByRole('button', { name: 'Draw', exact: true }).waitFor()
    expect(await picture()).toBe(all)

    await search('China')
    await nearestTo('china')
    expect((await inView())[0]).toBe('china')
    const first = page.locator('.explorer-in-view button').first()
    expect(await first.getAttribute('aria-pressed')).toBe('true')
    const near = await picture()
    expect(near).not.toBe(all)
    const hovered = page.getByTestId('map-hovered')
    const map = page.getByTestId('map')
    await map.hover()
    await hovered.filter({ hasText: /^china$/ }).waitFor({ state: 'attached' })
    expect(await picture()).not.toBe(near)

    await page.mouse.move(0, 0)
    const before = await inView()
    await map.focus()
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowDown')
    await keyboard.press('+')
    expect(await inView()).not.toEqual(before)
    const word = await hovered.innerText()
    expect(word).toBe((await inView())[0])
    await keyboard.press('Enter')
    await nearestTo(word)
    await keyboard.press('0')
    await page
      .getByTestId('map-status')
      .filter({ hasText: /^1,000 of/ })
      .waitFor()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await nearestTo((await inView())[0]!)
    expect(complaints).toEqual([])
  })

  it('should show a map while it takes shape, and give the one before back when it is cancelled', async () => {
    const { page, mapOf, picture } = await visit((opened) => opened.emulateMedia({ reducedMotion: 'no-preference' }))
    await mapOf('1,000')
    const before = await picture()
    await page.getByLabel('How many').selectOption('2000')
    await page.getByRole('button', { name: 'Draw', exact: true }).click()
    const progress = page.getByRole('progressbar', { name: 'Progress of the map' })
    await progress.waitFor()
    await expect.poll(picture, patience).not.toBe(before)
    const early = await picture()
    await expect.poll(picture, patience).not.toBe(early)
    await page.getByTestId('map-step').getByRole('button', { name: 'Cancel' }).click()
    await mapOf('1,000')
    expect(await progress.count()).toBe(0)
    expect(await picture()).toBe(before)
  })

  it('should draw a map around a word that is not on the one before', async () => {
    const { page, mapOf, search, inView, nearestTo } = await visit()
    await mapOf('1,000')
    await page.getByLabel('How many').selectOption('200')
    await search('violin')
    await page.getByTestId('not-on-map').getByRole('button').click()
    await nearestTo('violin')
    await mapOf('200')
    await search('cello')
    await nearestTo('cello')
    expect((await inView())[0]).toBe('cello')
  })

  it('should let the wheel scroll the page until the map was taken', async () => {
    const { page, drop, mapOf } = await visit()
    await drop('mine.txt', fiveWords)
    await mapOf('5')
    const map = page.getByTestId('map')
    const status = page.getByTestId('map-status')
    await map.hover()
    const before = await page.evaluate<number>('scrollY')
    await page.mouse.wheel(0, -100)
    await expect.poll(() => page.evaluate('scrollY'), patience).toBeLessThan(before)
    await status.filter({ hasText: /^5 of/ }).waitFor()
    await map.click({ position: { x: 5, y: 5 } })
    await page.mouse.wheel(0, -1000)
    await status.filter({ hasText: /^[0-4] of/ }).waitFor()
  })

  it('should take a file that is dropped on it, and say how much of it was read', async () => {
    const { vectorsSay, drop, find, nearestTo, mapOf, page } = await visit()
    await drop('mine.txt', fiveWords)
    await vectorsSay(/mine\.txt: 5 words, 2 numbers each\.\s*$/)
    await page.getByTestId('nearest').getByText('“king” has no vector in mine.txt').waitFor()
    await mapOf('5')
    await find('sun')
    expect((await nearestTo('sun')).map(({ word }) => word)).toEqual(['moon', 'wind', 'snow', 'rain'])
  })

  it.each([
    ['no vectors', 'letter.txt', 'Dear reader,\nthis is a letter,\nand no file of vectors.\n', 'VECTORS_MALFORMED'],
    ['a picture', 'a.bin', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0xff, 0, 0xff]), 'VECTORS_'],
    ['nothing', 'empty.txt', '', 'VECTORS_EMPTY'],
    ['a number that is none', 'bad.txt', 'a 1 2\nb 1 two\n', 'line 2'],
  ])('should say what is wrong with a file of %s, and keep the vectors before', async (_, name, content, part) => {
    const { vectorsSay, openVectors, problem, find, nearestTo, page } = await visit()
    await vectorsSay(/20,000 words/)
    await openVectors({ name, content })
    expect(await problem()).toContain(part)
    await vectorsSay(/20,000 words/)
    await find('queen')
    expect((await nearestTo('queen'))[0]!.word).toBe('princess')
    await openVectors({ name: 'good.txt', content: 'a 1 0\nb 0 1\nc 1 1\n' })
    await vectorsSay(/good\.txt: 3 words/)
    await page.getByTestId('map-step').getByText('too few words for a map').waitFor()
    expect(await page.locator('.pg-problem').count()).toBe(1)
    expect(await page.getByTestId('map').count()).toBe(0)
  })

  it.each([
    ['memory', 'WebAssembly.Memory.prototype.grow = () => { throw new RangeError("no") }', 'not enough memory'],
    ['WebAssembly SIMD', 'WebAssembly.validate = () => false', 'SIMD'],
  ])('should say that %s is missing, and stay alive', async (_, sabotage, part) => {
    const { problem, page } = await visit((opened) =>
      opened.route(/vectors-worker.*\.js$/, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, body: `${sabotage}\n${await response.text()}` })
      }),
    )
    const message = await problem()
    expect(message).toContain('RUNTIME_UNSUPPORTED')
    expect(message).toContain(part)
    await page.getByLabel('A file of your own').check()
    expect(await page.getByRole('button', { name: 'Choose vectors…' }).isEnabled()).toBe(true)
  })

  it.skipIf(vectors.missing !== undefined)(
    vectors.missing ?? 'should read the first words of a GloVe file of 171 MB with bounded memory',
    async () => {
      const { vectorsSay, openVectors, nearestTo, find, mapOf, page } = await visit()
      await mapOf('1,000')
      const before = await peakMemory(browser)
      await page.getByLabel('A file of your own').check()
      await page.getByLabel('Read the first').selectOption('50000')
      await openVectors(vectors.path)
      await vectorsSay(/glove\.6B\.50d\.txt: 50,000 words, 50 numbers each\. The file goes on/)
      await find('zebra')
      const embedding = (await loadVectors(vectors.path, { limit: 50_000 })).embedding
      const inNode = await createSimilarity(embedding)
      onTestFinished(() => inNode.dispose())
      expect(await nearestTo('zebra')).toEqual(inNode.mostSimilar('zebra', { topk: 12 }))
      const taken = (await peakMemory(browser)) - before
      await page.getByLabel('Read the first').selectOption('400000')
      await page.getByRole('progressbar', { name: 'Progress of reading' }).waitFor()
      await page.getByRole('button', { name: 'Cancel' }).first().click()
      await vectorsSay(/50,000 words/)
      console.log(`the file of 171 MB took ${Math.round(taken / 1e6)} MB`)
      // A second map is in it, too; the file is 171 MB.
      expect(taken).toBeLessThan(150e6)
    },
  )

  it.each(['light', 'dark'] as const)('should be accessible and fit a phone (%s)', async (colorScheme) => {
    const { page, mapOf, nearestTo, search, drop, problem, inViewFirst } = await visit(async (opened) => {
      await opened.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await opened.setViewportSize({ width: 390, height: 844 })
    })
    await mapOf('1,000')
    await search('music')
    await nearestTo('music')
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 })
      await inViewFirst('music')
      expect(await accessibilityProblems(page)).toEqual([])
      await expectNoSidewaysScrolling(page)
      const path = join(screenshots, `explorer-used-${colorScheme}-${width}.png`)
      await page.evaluate('scrollTo(0, 0)')
      await page.screenshot({ path, fullPage: true })
    }
    await search('qqqq')
    await drop('empty.txt', '')
    await problem()
    expect(await accessibilityProblems(page)).toEqual([])
  })
})
