import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A fenced block of code in a page. */
export interface PageBlock {
  /** Such as `ts`. */
  readonly language: string
  /** What stands behind the language: `no-run`, `browser`, or a title in brackets. */
  readonly marks: string
  readonly code: string
}

const folder = fileURLToPath(new URL('../../pages', import.meta.url))

/** The pages that people wrote, by their paths below `pages/`. */
export const writtenPages: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.md') && !/^(api|errors)\//.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
)

/** The blocks of a page, in their order. */
export function blocksOf(page: string): PageBlock[] {
  return [...page.matchAll(/^```(\w+)(.*)\n([^]*?)^```$/gm)].map(([, language, marks, code]) => {
    return { language: language!, marks: marks!.trim(), code: code! }
  })
}

/** The blocks of one language in a page, one after the other: they are one program. */
export function programOf(page: string, isPart: (block: PageBlock) => boolean): string {
  return blocksOf(page)
    .filter(isPart)
    .map(({ code }) => code)
    .join('\n')
}

/** Whether a block is run in Node. */
export function isForNode({ language, marks }: PageBlock): boolean {
  return language === 'ts' && !/\b(no-run|browser)\b/.test(marks)
}

/** Whether a block is run in a browser. */
export function isForBrowser({ language, marks }: PageBlock): boolean {
  return language === 'ts' && /\bbrowser\b/.test(marks)
}
