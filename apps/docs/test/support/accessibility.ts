import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from './page.js'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What breaks WCAG 2.2 on levels A and AA in the main part of a page: rule, and where. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // By the debugger's protocol: the page's policy allows no script of others.
  await page.evaluate(axe)
  return page.evaluate<string[]>(`axe
    .run('main, .VPContent', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ': ' + html + ' ' + (any[0]?.message ?? ''))))`)
}
