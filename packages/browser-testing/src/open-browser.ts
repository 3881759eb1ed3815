import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** No sandbox: it needs rights that a container often has not; the pages are ours. The rest keeps Chromium off the network. */
const quietArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** WebGL by software, where there is no graphics card. */
const webglArguments = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

/** WebGPU by software. */
const webgpuArguments = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-webgpu-adapter=swiftshader']

/** How to open a browser. */
export interface OpenBrowserOptions {
  /** What to have beside WebAssembly, by software. @defaultValue none */
  readonly graphics?: 'webgl' | 'webgpu'
}

/** Opens a browser without a window. */
export function openBrowser(program: string, { graphics }: OpenBrowserOptions = {}): Promise<Browser> {
  const graphicsArguments = { webgl: webglArguments, webgpu: webgpuArguments, none: ['--disable-gpu'] }
  return chromium.launch({
    executablePath: program,
    args: [...quietArguments, ...graphicsArguments[graphics ?? 'none']],
  })
}

/** Opens a page, and notes what it says on its console or throws. */
export async function openPage(
  browser: Browser | BrowserContext,
  url: string,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => void complaints.push(String(error)))
  await page.goto(url)
  return { page, complaints }
}
