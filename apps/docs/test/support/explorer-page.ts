import { openPage } from '@wordloom/browser-testing'
import type { ServedSite } from '../serve-site.js'
import { dropFile, type Page } from './page.js'

type Browser = Parameters<typeof openPage>[0]

/** The vector explorer in a browser, by what a reader does there. */
export interface ExplorerPage {
  readonly page: Page
  /** What the page printed or threw. */
  readonly complaints: readonly string[]
  /** Addresses that were asked for. */
  readonly requests: readonly string[]
  /** Waits for a text in the status of the vectors. */
  vectorsSay(text: RegExp): Promise<void>
  /** Opens a file, or one on the disk by its path. */
  openVectors(file: string | { readonly name: string; readonly content: string | Buffer }): Promise<void>
  drop(name: string, content: string): Promise<void>
  find(word: string): Promise<void>
  /** Waits for the words nearest to one, and gives them with their cosines. */
  nearestTo(word: string): Promise<{ readonly word: string; readonly similarity: number }[]>
  complete(first: string, second: string, third: string): Promise<void>
  /** Waits for a finished map of so many words. */
  mapOf(words: string): Promise<void>
  search(word: string): Promise<void>
  /** The words in view, those in the middle first. */
  inView(): Promise<string[]>
  /** Waits for a word in the middle of the map. */
  inViewFirst(word: string): Promise<void>
  /** The map as a picture. */
  picture(): Promise<string>
  problem(): Promise<string>
}

/** Opens the explorer, and waits for the mini GloVe and its map. */
export async function openExplorer(
  browser: Browser,
  served: ServedSite,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<ExplorerPage> {
  const { page, complaints } = await openPage(browser, 'about:blank')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await prepare(page)
  await page.goto(`${served.url}explorer.html`)
  const nearest = page.getByTestId('nearest')
  const vectorsInput = page.getByLabel('A file of word vectors')
  await page.getByTestId('explorer').waitFor()
  return {
    page,
    complaints,
    requests,
    vectorsSay: (text) => page.getByTestId('vectors-status').filter({ hasText: text }).waitFor(),
    openVectors: (file) =>
      vectorsInput.setInputFiles(
        typeof file === 'string'
          ? file
          : { name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.content) },
      ),
    drop: (name, content) => dropFile(page, 'section[aria-labelledby=explorer-vectors]', name, content),
    async find(word) {
      await nearest.getByLabel('Word', { exact: true }).fill(word)
      await nearest.getByRole('button', { name: 'Find' }).click()
    },
    async nearestTo(word) {
      const list = page.getByRole('list', { name: `Words nearest to ${word}`, exact: true })
      await list.waitFor()
      const items = await list.getByRole('listitem').all()
      return Promise.all(
        items.map(async (item) => ({
          word: await item.getByRole('button').innerText(),
          similarity: Number(await item.locator('[data-cosine]').getAttribute('data-cosine')),
        })),
      )
    },
    async complete(...words) {
      const step = page.getByTestId('analogy')
      for (const [index, label] of ['A', 'B', 'C'].entries()) {
        await step.getByLabel(label, { exact: true }).fill(words[index]!)
      }
      await step.getByRole('button', { name: 'Complete' }).click()
    },
    mapOf: (words) =>
      page
        .getByTestId('map-status')
        .filter({ hasText: `of ${words} words in view` })
        .waitFor(),
    async search(word) {
      await page.getByLabel('Find on the map').fill(word)
      await page.getByRole('button', { name: 'Show', exact: true }).click()
    },
    inView: () => page.locator('.explorer-in-view button').allInnerTexts(),
    inViewFirst: (word) => page.locator('.explorer-in-view li:first-child').getByText(word, { exact: true }).waitFor(),
    picture: () =>
      page.evaluate<string>(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(
      () => resolve(document.querySelector('.explorer-map canvas').toDataURL()))))`),
    problem: () => page.locator('.pg-problem').first().innerText(),
  }
}
