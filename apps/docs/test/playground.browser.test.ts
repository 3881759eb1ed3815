import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { browserTitle, findChromium, openBrowser, type ServedPage } from '@wordloom/browser-testing'
import { createTokenizer } from '@wordloom/core'
import { loadClassifier } from '@wordloom/trainer-node'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveBuiltSite } from './support/built-site.js'
import { accessibilityProblems } from './support/accessibility.js'
import { findGloveFile } from './support/glove-file.js'
import { peakMemory } from './support/peak-memory.js'
import { expectNoSidewaysScrolling, type Page } from './support/page.js'
import { openPlayground, type PlaygroundPage } from './support/playground-page.js'

const program = await findChromium()
const vectors = findGloveFile()
const root = fileURLToPath(new URL('..', import.meta.url))
const sentence = 'Claim your free money now, click here'

describe.skipIf(program === undefined)(`the playground ${browserTitle(program)}`, () => {
  let served: ServedPage
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    ;[served, browser] = await Promise.all([serveBuiltSite(), openBrowser(program!)])
  })
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  /** A visitor of whom the browser knows nothing. */
  async function visit(prepare?: (page: Page) => Promise<unknown>): Promise<PlaygroundPage> {
    const context = await browser.newContext({ acceptDownloads: true, locale: 'en-US' })
    onTestFinished(() => context.close())
    return openPlayground(context, served, prepare)
  }

  it('should train on the sample, explain, keep the model and hand it over', async () => {
    const playground = await visit()
    const { page } = playground
    await playground.button('Take the sample').click()
    await page.getByTestId('row-count').filter({ hasText: '600 rows' }).waitFor()
    await playground.button('Train').click()
    await playground.trainingSays(/^Done/)
    await page.getByTestId('accuracy').waitFor()
    expect(parseFloat(await page.getByTestId('accuracy').innerText())).toBeGreaterThan(88)
    const cells = await page.locator('.pg-confusion tbody td').allInnerTexts()
    expect(cells.map(Number).reduce((sum, count) => sum + count, 0)).toBe(120)
    expect(await page.getByTestId('moved-words').locator('tbody tr').count()).toBe(20)
    expect(await page.locator('.pg-plot canvas').count()).toBe(2)

    await playground.type(sentence)
    const probability = await playground.probability('spam')
    expect(probability).toBeGreaterThan(0.5)
    expect(await page.getByTestId('contributions').locator('li').count()).toBe(7)

    // Below this package, so that the program finds its packages.
    await mkdir(join(root, 'node_modules'), { recursive: true })
    const folder = await mkdtemp(join(root, 'node_modules', '.playground-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const zip = join(folder, 'wordloom-model.zip')
    await writeFile(zip, await playground.download('Model folder (zip)'))
    const inNode = await loadClassifier(zip)
    const [prediction] = await inNode.predict([sentence])
    expect(prediction!.probabilities['spam']).toBeCloseTo(probability, 5)

    const session = await InferenceSession.create(await playground.download('ONNX file'))
    await page.getByTestId('take-status').filter({ hasText: 'gave the same answers' }).waitFor()
    const tokens = createTokenizer(inNode.spec.tokenizer)(sentence)
    const { ids, time } = inNode.vocabulary.encodeBatch([tokens], inNode.spec)
    const { probabilities } = await session.run({ ids: new Tensor('int32', ids, [1, time]) })
    expect(probabilities!.data[0]).toBeCloseTo(probability, 5)

    await writeFile(join(folder, 'program.mjs'), await page.getByTestId('program').innerText())
    const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], { cwd: folder })
    expect(stdout).toMatch(/^spam 0\.\d+\n$/)
    expect(Number(stdout.split(' ')[1])).toBeCloseTo(probability, 5)

    await playground.reload()
    await page.getByTestId('verdict').waitFor()
    await playground.type(sentence)
    await page.getByTestId('verdict').filter({ hasText: 'spam' }).waitFor()
    expect(await playground.probability('spam')).toBeCloseTo(probability, 6)
    expect(await page.getByTestId('moved-words').locator('tbody tr').count()).toBe(20)
    expect(playground.requests.filter((url) => !url.startsWith(served.url) && !url.startsWith('blob:'))).toEqual([])
    expect(playground.complaints).toEqual([])
  })

  it('should cancel, and go on at once and after a reload as if nothing had happened', async () => {
    const playground = await visit()
    const epochs = 12
    await playground.button('Take the sample').click()
    await playground.set('epochs', epochs)
    await playground.button('Train').click()
    await playground.trainingSays(/epoch [2-9] /)
    await playground.button('Cancel').click()
    await playground.trainingSays(/can go on/)
    await playground.page.getByTestId('verdict').waitFor()
    await playground.button('Resume').click()
    await playground.trainingSays(/epoch [5-9] /)
    await playground.reload()
    await playground.trainingSays(/can go on/)
    await playground.button('Resume').click()
    await playground.trainingSays(/^Done/)
    const interrupted = await epochFigures(playground)
    expect(interrupted.map(([epoch]) => parseInt(epoch!))).toEqual(Array.from({ length: epochs }, (_, i) => i + 1))

    await playground.button('Train anew').click()
    await playground.trainingSays(/^Done/)
    expect(await epochFigures(playground)).toEqual(interrupted)
    expect(playground.complaints).toEqual([])
  })

  it.each([
    [
      'a quote that is not closed',
      'a.csv',
      'text,label\n"win money,spam\nlunch,ham\n',
      'DATA_MALFORMED',
      'never closed',
    ],
    ['a row that is too short', 'a.csv', 'text,label\nwin,spam\nlunch\n', 'DATA_MALFORMED', 'line 3'],
    ['a line that is no JSON', 'a.jsonl', '{"text":"a","label":"b"}\nnonsense\n', 'DATA_MALFORMED', 'line 2'],
    ['a file without anything', 'a.csv', '', 'DATA_EMPTY', 'no text'],
    ['a header without rows', 'a.csv', 'text,label\n', 'DATA_EMPTY', 'no rows'],
    ['a single column', 'a.csv', 'text\nwin\n', 'DATA_COLUMN_MISSING', 'two columns'],
    ['a spreadsheet', 'a.csv', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]), 'INVALID_UTF8', 'UTF-8'],
    ['a single label', 'a.csv', 'text,label\nwin,spam\nfree,spam\n', 'DATA_LABELS', "only 'spam'"],
  ])('should say what is wrong with %s, and take the next table', async (_, name, content, code, part) => {
    const playground = await visit()
    await playground.openTable(name, content)
    const problem = await playground.problem()
    expect(problem).toContain(code)
    expect(problem).toContain(part)
    expect(await playground.button('Train').isDisabled()).toBe(true)
    await playground.openTable('good.csv', smallTable)
    await playground.page.getByTestId('row-count').filter({ hasText: '40 rows' }).waitFor()
    expect(await playground.page.locator('.pg-problem').count()).toBe(0)
    expect(await playground.button('Train').isEnabled()).toBe(true)
  })

  it('should read only the first rows of a huge file, and say so', async () => {
    const playground = await visit()
    await playground.openTable('many.csv', `text,label\n${'win free money,spam\nlunch at noon,ham\n'.repeat(11_000)}`)
    await playground.page.getByText('only its first 20,000 rows were read.').waitFor()
    const folder = await mkdtemp(join(tmpdir(), 'wordloom-playground-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const long = `${'x'.repeat(4000)} ""quoted""`
    await writeFile(join(folder, 'long.csv'), `text,label\n${`"${long}\n",spam\n"${long}",ham\n`.repeat(4_500)}`)
    await playground.page.getByLabel('A table of texts and labels').setInputFiles(join(folder, 'long.csv'))
    await playground.page.getByText(/only its first [\d,]+ rows were read \(32 MB\)/).waitFor()
    expect(await playground.button('Train').isEnabled()).toBe(true)
  })

  it.skipIf(vectors.missing !== undefined)(
    vectors.missing ?? 'should start from a GloVe file of 171 MB without holding it in memory',
    async () => {
      const playground = await visit()
      const { page } = playground
      await playground.openTable('good.csv', smallTable)
      await page.getByLabel('A file of your own').check()
      await page.getByLabel('A file of word vectors').setInputFiles(vectors.path)
      await page.getByText('glove.6B.50d.txt').waitFor()
      const before = await peakMemory(browser)
      await playground.button('Train').click()
      await playground.trainingSays(/^Done/)
      await page.getByText('The vectors have 100 % of the words').waitFor()
      // The engine of the network and the page are in it, too; the file is 171 MB.
      expect((await peakMemory(browser)) - before).toBeLessThan(150e6)
    },
  )

  it('should take a table and vectors that are dropped on it', async () => {
    const playground = await visit()
    const { page } = playground
    await playground.drop('.pg-drop', 'good.csv', smallTable)
    await page.getByTestId('row-count').filter({ hasText: '40 rows' }).waitFor()
    await playground.drop('section[aria-labelledby=pg-start]', 'mine.txt', 'win 1 0\nlunch 0 1\nother 0.5 0.5\n')
    await page.getByText('mine.txt').waitFor()
    expect(await page.getByLabel('A file of your own').isChecked()).toBe(true)
    await playground.button('Train').click()
    await page.getByText('The vectors have 33 % of the words').waitFor()
    await playground.trainingSays(/^Done/)
    await playground.drop('section[aria-labelledby=pg-start]', 'mine.txt', 'win 1 0\nlunch 0 one\n')
    await playground.button('Train anew').click()
    expect(await playground.problem()).toContain('line 2')
    await page.getByTestId('verdict').waitFor()
  })

  it.each(['light', 'dark'] as const)('should be accessible and fit a phone (%s)', async (colorScheme) => {
    const playground = await visit(async (page) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width: 390, height: 844 })
    })
    const { page } = playground
    expect(await accessibilityProblems(page)).toEqual([])
    await playground.openTable('bad.csv', 'text,label\nwin,spam\nfree,spam\n')
    await playground.problem()
    await page.locator('summary', { hasText: 'More settings' }).click()
    expect(await accessibilityProblems(page)).toEqual([])
    await playground.openTable('good.csv', smallTable)
    await playground.button('Train').click()
    await page.getByTestId('contributions').waitFor()
    await page.locator('summary', { hasText: 'The figures as a table' }).click()
    expect(await accessibilityProblems(page)).toEqual([])
    await expectNoSidewaysScrolling(page)
    await page.setViewportSize({ width: 1280, height: 900 })
    expect(await accessibilityProblems(page)).toEqual([])
    await expectNoSidewaysScrolling(page)
  })

  it('should be used without a mouse', async () => {
    const playground = await visit()
    const { page } = playground
    const { keyboard } = page
    const press = async (name: string): Promise<void> => {
      for (let tabs = 0; tabs < 60; tabs++) {
        await keyboard.press('Tab')
        const focused = await page.evaluate<string>(`document.activeElement.textContent.trim()`)
        if (focused === name) return keyboard.press('Enter')
      }
      expect.fail(`Tab does not lead to '${name}'`)
    }
    await press('Paste text')
    await keyboard.press('Tab')
    await keyboard.insertText(smallTable)
    await press('Use this text')
    await page.getByTestId('row-count').filter({ hasText: '40 rows' }).waitFor()
    await press('Train')
    await playground.trainingSays(/^Done/)
    await page.getByTestId('contributions').waitFor()
    await press('Node')
    await keyboard.press('ArrowRight')
    await page.getByTestId('program').filter({ hasText: 'import onnxruntime' }).waitFor()
  })

  it('should forget everything when it is told to', async () => {
    const playground = await visit()
    await playground.openTable('good.csv', smallTable)
    await playground.button('Train').click()
    await playground.page.getByTestId('verdict').waitFor()
    await playground.button('Forget everything').click()
    await playground.page.getByTestId('verdict').waitFor({ state: 'detached' })
    await playground.reload()
    expect(await playground.button('Train').isDisabled()).toBe(true)
    expect(await playground.page.getByTestId('row-count').count()).toBe(0)
  })

  it('should say that WebAssembly SIMD is missing, and stay alive', async () => {
    const playground = await visit(async (page) => {
      await page.route(/trainer-worker.*\.js$/, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, body: `WebAssembly.validate = () => false\n${await response.text()}` })
      })
    })
    await playground.openTable('good.csv', smallTable)
    await playground.button('Train').click()
    const problem = await playground.problem()
    expect(problem).toContain('RUNTIME_UNSUPPORTED')
    expect(problem).toContain('SIMD')
    expect(await playground.button('Train anew').isEnabled()).toBe(true)
  })

  it('should train without storage, and say that nothing is kept', async () => {
    const playground = await visit((page) =>
      page.addInitScript(`indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') }`),
    )
    await playground.openTable('good.csv', smallTable)
    await playground.button('Train').click()
    await playground.trainingSays(/^Done/)
    expect(await playground.problem()).toContain('Nothing can be kept in this browser')
    await playground.type('free money')
    await playground.page.getByTestId('verdict').waitFor()
  })
})

const smallTable = `text,label\n${'win free money,spam\nlunch at noon,ham\n'.repeat(20)}`

/** Cells of the table beside the plots. */
async function epochFigures({ page }: PlaygroundPage): Promise<string[][]> {
  const summary = page.locator('summary', { hasText: 'The figures as a table' })
  await summary.click()
  const rows = await page.getByRole('region', { name: 'Figures of each epoch' }).locator('tbody tr').all()
  const figures = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
  await summary.click()
  return figures
}
