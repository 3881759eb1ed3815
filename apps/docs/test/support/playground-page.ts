import { readFile } from 'node:fs/promises'
import { openPage, type ServedPage } from '@wordloom/browser-testing'
import { base } from './built-site.js'
import { dropFile, type Page } from './page.js'

type Browser = Parameters<typeof openPage>[0]

/** The playground in a browser, by what a reader does there. */
export interface PlaygroundPage {
  readonly page: Page
  /** What the page printed or threw. */
  readonly complaints: readonly string[]
  /** Addresses that were asked for. */
  readonly requests: readonly string[]
  button(name: string): ReturnType<Page['getByRole']>
  openTable(name: string, content: string | Buffer): Promise<void>
  /** Drops a small file on what a selector finds. */
  drop(selector: string, name: string, content: string): Promise<void>
  set(name: string, value: number): Promise<void>
  /** Waits for a text in the status of the training. */
  trainingSays(text: RegExp, timeout?: number): Promise<void>
  problem(): Promise<string>
  type(text: string): Promise<void>
  /** The probability shown for a label. */
  probability(label: string): Promise<number>
  download(button: string): Promise<Buffer>
  reload(): Promise<void>
}

/** Opens the playground. */
export async function openPlayground(
  browser: Browser,
  served: ServedPage,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<PlaygroundPage> {
  const { page, complaints } = await openPage(browser, 'about:blank')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await prepare(page)
  const ready = (): Promise<void> => page.getByTestId('playground').waitFor()
  await page.goto(`${served.url}${base.slice(1)}playground.html`)
  await ready()
  return {
    page,
    complaints,
    requests,
    button: (name) => page.getByRole('button', { name, exact: true }),
    openTable: (name, content) =>
      page
        .getByLabel('A table of texts and labels')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) }),
    drop: (selector, name, content) => dropFile(page, selector, name, content),
    async set(name, value) {
      await page.locator('summary', { hasText: 'More settings' }).click()
      await page.locator(`input[name="${name}"]`).fill(String(value))
      await page.locator('summary', { hasText: 'More settings' }).click()
    },
    trainingSays: (text, timeout = 40_000) =>
      page.getByTestId('training-status').filter({ hasText: text }).waitFor({ timeout }),
    problem: () => page.locator('.pg-problem').first().innerText(),
    async type(text) {
      await page.getByLabel('Text', { exact: true }).fill(text)
      const [first] = text.split(' ')
      await page.getByTestId('sentence').filter({ hasText: first! }).waitFor()
    },
    async probability(label) {
      const row = page.getByTestId('probabilities').locator('li', { hasText: label })
      return Number(await row.locator('[data-probability]').getAttribute('data-probability'))
    },
    async download(button) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button, exact: true }).click(),
      ])
      return readFile(await download.path())
    },
    async reload() {
      await page.reload()
      await ready()
    },
  }
}
