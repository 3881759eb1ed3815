import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { browserTitle, findChromium, openBrowser, type ServedPage } from '@wordloom/browser-testing'
import { createTokenizer } from '@wordloom/core'
import { loadClassifier } from '@wordloom/trainer-node'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveBuiltSite } from './support/built-site.js'
import { openPlayground, type PlaygroundPage } from './support/playground-page.js'

const program = await findChromium()
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
  async function visit(): Promise<PlaygroundPage> {
    const context = await browser.newContext({ acceptDownloads: true, locale: 'en-US' })
    onTestFinished(() => context.close())
    return openPlayground(context, served)
  }

  it('should train on the sample, explain, keep the model and hand it over', async () => {
    const playground = await visit()
    const { page } = playground
    await playground.button('Take the sample').click()
    await page.getByTestId('row-count').filter({ hasText: '600 rows' }).waitFor()
    await playground.button('Train').click()
    await playground.trainingSays(/done/)
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
})
