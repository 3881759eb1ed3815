import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  browserTitle,
  bundleForBrowser,
  findChromium,
  openBrowser,
  openPage,
  servePage,
} from '@wordloom/browser-testing'
import { WordloomError } from '@wordloom/core'
import { interopFolder } from '../folders.js'
import type { BuiltRuntime, Lacks, Runtime } from './runtime.js'

type OpenedBrowser = Awaited<ReturnType<typeof openBrowser>>
type ServedPage = Awaited<ReturnType<typeof servePage>>

const pageTimeout = 3 * 60_000

/** A page in Chromium. */
export function browser(name: string, title: string, script: string, graphics?: 'webgpu'): Runtime {
  return {
    name,
    title,
    program: `javascript/${script}`,
    async build() {
      const chromium = await findChromium()
      if (chromium === undefined) throw new WordloomError('TOOL_MISSING', browserTitle(undefined))
      const served = await servePage({ files: await pageFiles(script) })
      const opened = await openBrowser(chromium, graphics === undefined ? {} : { graphics }).catch((cause: unknown) => {
        throw new WordloomError('DEPENDENCY_MISSING', 'Chromium does not start', { received: String(cause), cause })
      })
      const close = async (): Promise<void> => {
        await opened.close()
        await served.close()
      }
      const features = graphics === 'webgpu' ? await webgpuFeatures(opened, served) : []
      if (features === undefined) {
        await close()
        throw new WordloomError('DEPENDENCY_MISSING', 'This Chromium has no WebGPU on this machine')
      }
      return {
        ...pageRuntime(opened, served, close),
        ...(graphics === 'webgpu' && { lacks: webgpuLacks(features) }),
      }
    },
  }
}

function pageRuntime(opened: OpenedBrowser, served: ServedPage, close: () => Promise<void>): BuiltRuntime {
  return {
    host: `Chromium ${opened.version()}`,
    close,
    async classify(folder, values) {
      const path = `/cases/${basename(folder)}/`
      for (const file of await readdir(folder)) served.files.set(path + file, await readFile(join(folder, file)))
      const { page, complaints } = await openPage(opened, `${served.url}?folder=${path}&values=${values}`)
      try {
        const end = await page.locator('output').textContent({ timeout: pageTimeout })
        if (end === 'done') return await page.locator('p').allTextContents()
        const received = [end, ...complaints].join('; ')
        throw new WordloomError('TOOL_FAILED', 'The page cannot classify', { received })
      } finally {
        await page.close()
      }
    },
  }
}

function webgpuLacks(features: readonly string[]): Lacks {
  return {
    strings: 'this build of it has no `LabelEncoder`',
    ...(!features.includes('shader-f16') && { float16: 'this graphics device has no float16' }),
  }
}

/** What the graphics device can do; undefined where there is none. */
async function webgpuFeatures(opened: OpenedBrowser, { url }: ServedPage): Promise<readonly string[] | undefined> {
  const { page } = await openPage(opened, `${url}nothing`)
  const features = await page.evaluate<readonly string[] | null>(
    `navigator.gpu?.requestAdapter().then((adapter) => adapter && [...adapter.features]) ?? null`,
  )
  await page.close()
  return features ?? undefined
}

/** The page's script, and beside it what onnxruntime-web loads while it runs. */
async function pageFiles(script: string): Promise<Map<string, Uint8Array>> {
  const url = pathToFileURL(join(interopFolder, 'programs/javascript', script))
  const files = await bundleForBrowser([url])
  files.set('/index.html', Buffer.from(`<!doctype html><script type="module" src="/${script}.js"></script>`))
  const library = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'))
  for (const name of await readdir(library)) {
    if (/^ort-wasm.*\.(wasm|mjs)$/.test(name)) files.set(`/${name}`, await readFile(join(library, name)))
  }
  return files
}
