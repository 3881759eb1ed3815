import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { browserTitle, findChromium, openBrowser } from '@wordloom/browser-testing'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages, root } from './built-site.js'
import { serveSite, type ServedSite } from './serve-site.js'

type Browser = Awaited<ReturnType<typeof openBrowser>>
type Page = Awaited<ReturnType<Browser['newPage']>>

const program = await findChromium()
const screenshots = join(root, 'reports/screenshots')
const standards = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }
const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

/** Pages that are made alike: these stand for all of their kind where looking takes long. */
const samples = ['api/similarity.html', 'api/core/testing.html', 'errors/INVALID_ARGUMENT.html']
const all = pages().map(([path]) => path)
const looked = all.filter((path) => samples.includes(path) || !/^(404\.html|api\/.*|errors\/.*)$/.test(path))

describe.skipIf(program === undefined)(`the site ${browserTitle(program)}`, () => {
  let served: ServedSite
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true })
    served = await serveSite('/some/where/')
    browser = await openBrowser(program!)
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  for (const path of looked) {
    it(`should be accessible in both themes and two widths: ${path}`, async () => {
      const { page, complaints } = await open(path)
      // Its vectors come while one looks, and what waits for them changes its colours.
      if (path === 'explorer.html') await page.locator('form button[type="submit"]:enabled').nth(1).waitFor()
      await page.evaluate(axe.source)
      for (const viewport of [wide, narrow]) {
        await page.setViewportSize(viewport)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          const name = `${path.replaceAll('/', '-').replace('.html', '')}-${colorScheme}-${viewport.width}.png`
          await page.screenshot({ path: join(screenshots, name) })
          // Structure is the same in both themes; colours are not.
          expect.soft(await violations(page, colorScheme === 'light')).toEqual([])
        }
        expect.soft(await scrollsSideways(page), `scrolls sideways at ${viewport.width}`).toBe(false)
      }
      expect(complaints).toEqual([])
      await page.close()
    })
  }

  it('should open every other page without a complaint, and none wider than a phone', async () => {
    for (const path of all.filter((each) => !looked.includes(each) && each !== '404.html')) {
      const { page, complaints } = await open(path, narrow)
      expect.soft(await scrollsSideways(page), path).toBe(false)
      expect.soft(complaints, path).toEqual([])
      await page.close()
    }
  })

  it('should be walked, searched and switched to dark from any path of a host', async () => {
    const { page, complaints } = await open('')
    page.setDefaultTimeout(8000)
    const top = page.getByRole('navigation', { name: 'Main Navigation' })
    await top.getByRole('link', { name: 'API', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: '@wordloom/core/testing' }).click()
    await page.waitForURL(new URL('api/core/testing.html', served.url).href)
    await top.getByRole('link', { name: 'Errors' }).click()
    await page.getByRole('main').getByRole('link', { name: 'DATA_EMPTY', exact: true }).first().click()
    await page.waitForURL(new URL('errors/DATA_EMPTY.html', served.url).href)
    await page.getByRole('switch').first().click()
    await page.waitForFunction(() => document.documentElement.classList.contains('dark'))
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill('vocabulary duplicate token')
    await page
      .getByRole('option', { name: /VOCABULARY_DUPLICATE_TOKEN/ })
      .first()
      .click()
    await page.waitForURL(/VOCABULARY_DUPLICATE_TOKEN/)
    await page.reload()
    expect(await page.title()).toMatch(/^VOCABULARY_DUPLICATE_TOKEN/)
    expect(complaints).toEqual([])
    await page.close()
  }, 30_000)

  /** Opens a page of the site and notes what it complains about, and what it asks other hosts for. */
  async function open(
    path: string,
    viewport = wide,
  ): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
    const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' })
    const complaints: string[] = []
    page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => void complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url) && !/^(data|blob):/.test(request.url())) complaints.push(request.url())
    })
    await page.goto(new URL(path, served.url).href, { waitUntil: 'load' })
    await page.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!)
    return { page, complaints }
  }
})

/** After the page was laid out for a new size. */
function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    return document.documentElement.scrollWidth > innerWidth
  })
}

/** What axe finds against WCAG 2 A and AA, in short. */
async function violations(page: Page, all: boolean): Promise<string[]> {
  const runOnly = all ? standards : { type: 'rule' as const, values: ['color-contrast'] }
  return page.evaluate(async (only) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: only,
      resultTypes: ['violations'],
      // The keys that are drawn on the button of the search are no part of its name.
      ...(only.type === 'tag' && { rules: { 'label-content-name-mismatch': { enabled: false } } }),
    })
    return found.violations.flatMap(({ id, nodes }) => {
      return nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1] ?? ''}`,
      )
    })
  }, runOnly)
}
