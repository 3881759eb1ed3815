import type { openPage } from '@wordloom/browser-testing'
import { expect } from 'vitest'

/** A page of the browser. */
export type Page = Awaited<ReturnType<typeof openPage>>['page']

/** Fails when the page is wider than its window. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(page.viewportSize()!.width)
}

/** Drops a small file on what a selector finds. */
export async function dropFile(page: Page, selector: string, name: string, content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}))
    return transfer
  })()`)
  await page.dispatchEvent(selector, 'drop', { dataTransfer })
}
