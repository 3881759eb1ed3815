import { browserTitle, findChromium, openBrowser, openPage } from '@wordloom/browser-testing'
import { expect, describe, it, onTestFinished } from 'vitest'
import { startedExample } from './started-example.js'

const program = await findChromium()

/** Opens a page of an example in a browser that ends with the test. */
async function visit(url: string): ReturnType<typeof openPage> {
  const browser = await openBrowser(program!)
  onTestFinished(() => browser.close())
  return openPage(browser, url)
}

/** What a page complains about; neither chatter of a development server nor a missing icon. */
function troubles(complaints: readonly string[]): string[] {
  return complaints.filter((text) => !text.startsWith('debug: ') && !/status of 404/.test(text))
}

describe.skipIf(program === undefined)(`the examples for pages ${browserTitle(program)}`, () => {
  it('should train and predict in the page that Vite serves', async () => {
    const url = await startedExample('vite-app', '--host', '127.0.0.1', '--port', '0')
    const { page, complaints } = await visit(url)
    await page.getByRole('button', { name: 'Train' }).click()
    const state = page.locator('#state')
    await expect.poll(() => state.textContent(), { timeout: 40_000 }).toBe('Trained on 42 messages.')
    await page.locator('#message').fill('I forgot my password')
    await expect.poll(() => page.locator('#topic').textContent()).toMatch(/^technical \(/)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    expect(troubles(complaints)).toEqual([])
  })

  it('should classify in a worker while one types', async () => {
    const { page, complaints } = await visit(await startedExample('web-worker'))
    const topic = page.locator('#topic')
    await expect.poll(() => topic.textContent(), { timeout: 20_000 }).toMatch(/^billing \(/)
    await page.locator('#message').fill('')
    await page.locator('#message').pressSequentially('Where is my parcel?')
    await expect.poll(() => topic.textContent()).toMatch(/^delivery \(/)
    expect(troubles(complaints)).toEqual([])
  })
})
