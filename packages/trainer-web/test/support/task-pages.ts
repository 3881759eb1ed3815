import { openBrowser, openPage, type OpenBrowserOptions, type ServedPage } from '@wordloom/browser-testing'
import type { PageTasks } from '../browser/page.js'

/** Functions of a page by name, each of at most one argument that is JSON. */
type Tasks = Readonly<Record<string, (argument: never) => unknown>>

/** A page that does tasks: by default those of `browser/page.ts`. */
export interface TaskPage<All extends Tasks = PageTasks> {
  do<Name extends keyof All & string>(task: Name, argument?: Parameters<All[Name]>[0]): Promise<unknown>
  /** Starts a task and does not wait for it. */
  begin<Name extends keyof All & string>(task: Name, argument?: Parameters<All[Name]>[0]): Promise<void>
  /** Waits for something to become true. */
  until(condition: () => Promise<boolean>): Promise<void>
  reload(): Promise<void>
  /** Does what starts a download, and keeps what is downloaded. */
  download(start: () => Promise<unknown>, path: string): Promise<void>
  /** Lets the site store so many bytes and no more. @returns what takes it back */
  limitStorage(bytes: number): Promise<() => Promise<void>>
}

/** Pages of one browser. */
export interface TaskPages<All extends Tasks = PageTasks> {
  open(path?: string): Promise<TaskPage<All>>
  /** Everything that pages said on their consoles, or threw. */
  readonly complaints: readonly string[]
  readonly fetched: readonly string[]
  close(): Promise<void>
}

export async function openTaskPages<All extends Tasks = PageTasks>(
  program: string,
  { url }: ServedPage,
  options?: OpenBrowserOptions,
): Promise<TaskPages<All>> {
  const browser = await openBrowser(program, options)
  const context = await browser.newContext()
  const complaints: string[] = []
  const fetched: string[] = []
  context.on('request', (request) => void fetched.push(request.url()))
  return {
    complaints,
    fetched,
    close: () => browser.close(),
    async open(path = '') {
      const { page } = await openPage(context, `${url}${path}`)
      page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', (error) => void complaints.push(String(error)))
      // A script as text: the function belongs to the page and not to this module.
      const script = (task: string, argument: unknown): string =>
        `tasks.${task}(${argument === undefined ? '' : JSON.stringify(argument)})`
      return {
        do: (task, argument) => page.evaluate(script(task, argument)),
        begin: (task, argument) => page.evaluate(`void ${script(task, argument)}`),
        async until(condition) {
          while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
        },
        async reload() {
          await page.reload()
        },
        async download(start, path) {
          const [download] = await Promise.all([page.waitForEvent('download'), start()])
          await download.saveAs(path)
        },
        async limitStorage(bytes) {
          const session = await context.newCDPSession(page)
          const origin = new URL(url).origin
          await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes })
          return async () => {
            await session.send('Storage.overrideQuotaForOrigin', { origin })
            await session.detach()
          }
        },
      }
    },
  }
}
