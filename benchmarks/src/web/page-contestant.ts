import type { Contestant } from '../runner/contestant.js'
import { median } from '../runner/statistics.js'
import { openPages } from './browser/open-pages.js'

/** A page that measures itself, opened anew each round. */
export interface PageContestant {
  readonly name: string
  /** Script in `page/`. */
  readonly page: string
  readonly parameters?: readonly unknown[]
  /** A page that is opened once before, and its parameters. */
  readonly before?: { readonly page: string; readonly parameters: readonly unknown[] }
}

/** The figure is the one that the page calls `figure`; medians of its others are facts. */
export function pageContestant({ name, page, parameters, before }: PageContestant): Contestant {
  return {
    name,
    async start() {
      const pages = await openPages(before === undefined ? [page] : [page, before.page])
      const kept = new Map<string, number[]>()
      try {
        if (before !== undefined) await pages.measure(before.page, before.parameters)
        await pages.measure(page, parameters)
      } catch (error) {
        await pages.close()
        throw error
      }
      return {
        versions: { chromium: pages.version },
        async round() {
          const { figure, ...others } = await pages.measure(page, parameters)
          for (const [fact, value] of Object.entries(others)) kept.set(fact, [...(kept.get(fact) ?? []), value])
          return figure!
        },
        facts: () => Object.fromEntries(Array.from(kept, ([fact, values]) => [fact, median(values)])),
        stop: () => pages.close(),
      }
    },
  }
}
