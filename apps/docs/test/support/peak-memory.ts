import { readFile } from 'node:fs/promises'
import type { openBrowser } from '@wordloom/browser-testing'

type Browser = Awaited<ReturnType<typeof openBrowser>>

/**
 * The most bytes that the processes of pages have held so far, by Linux's account of them (VmHWM of /proc/PID/status); their
 * sum. Zero on other systems.
 */
export async function peakMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  let sum = 0
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
    sum += Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
  }
  return sum
}
