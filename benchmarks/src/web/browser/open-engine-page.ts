import { openBrowser, openPage, servePage } from '@wordloom/browser-testing'
import type { OpenAnswer, RoundAnswer, RoundRequest } from '../../train/worker/protocol.js'
import type { BrowserRequest } from '../protocol.js'
import { bundlePages, tfjsWasmFiles } from './bundle-pages.js'
import { chromiumProgram } from './chromium-program.js'

/** A network in a worker of a page of a browser of its own. */
export interface EnginePage {
  readonly answer: OpenAnswer
  round(request: RoundRequest): Promise<RoundAnswer>
  close(): Promise<void>
}

/** @throws WordloomError `DEPENDENCY_MISSING` where there is no Chromium. */
export async function openEnginePage({ isolated, ...request }: BrowserRequest): Promise<EnginePage> {
  const { subject } = request
  const program = await chromiumProgram()
  const files = await bundlePages(['engine-page', 'engine-worker'])
  files.set(
    '/index.html',
    Buffer.from('<!doctype html><title>Engine</title><script type="module" src="/engine-page.js"></script>'),
  )
  for (const [path, bytes] of await tfjsWasmFiles()) files.set(path, bytes)
  const served = await servePage({
    files,
    scriptSources: "'self' 'wasm-unsafe-eval' blob:",
    workerSources: "'self' blob:",
  })
  const graphics = 'backend' in subject && (subject.backend === 'webgl' || subject.backend === 'webgpu')
  const browser = await openBrowser(program, graphics ? { graphics: subject.backend } : {})
  const close = async (): Promise<void> => {
    await browser.close()
    await served.close()
  }
  try {
    const { page, complaints } = await openPage(browser, `${served.url}${isolated ? 'isolated/' : ''}`)
    const ask = async <Answer>(method: string, params: object): Promise<Answer> =>
      page.evaluate<Answer>(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
    const answer = await ask<OpenAnswer>('open', request)
    for (const complaint of complaints) console.error(complaint)
    return {
      answer: { ...answer, versions: { ...answer.versions, chromium: browser.version() } },
      round: (params) => ask<RoundAnswer>('round', params),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
