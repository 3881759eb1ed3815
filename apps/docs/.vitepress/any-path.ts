import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parse, type Token } from 'acorn'

/** Where the site is built for, until it is known where a reader opens it. */
export const anyPath = '/__any-path__/'

/**
 * Makes the addresses in a page relative to it.
 *
 * @param page - path of the page in the site: `guides/start.html`.
 */
export function relativePage(html: string, page: string): string {
  // The theme makes a class out of the path of each page.
  return html.replaceAll(anyPath, upwards(page)).replaceAll(anyPath.replaceAll('/', '_'), '_')
}

/**
 * Makes the scripts and styles of a built site find each other from wherever the site is opened.
 *
 * A script learns the path of the site from its own address. Links in the text of a page are strings in its script: they
 * become absolute there, since the page that a reader came to first decides what a relative one would mean.
 */
export function relativeAssets(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const entry of files) {
    const file = join(entry.parentPath, entry.name)
    const rewrite = rewriters.find(([ending]) => entry.name.endsWith(ending))?.[1]
    if (rewrite === undefined) continue
    const before = readFileSync(file, 'utf8')
    if (!before.includes(anyPath)) continue
    writeFileSync(file, rewrite(before, upwards(relative(folder, file).split(sep).join('/'))))
  }
}

const rewriters: readonly (readonly [ending: string, rewrite: (text: string, up: string) => string])[] = [
  ['.js', relativeScript],
  ['.css', (text, up) => text.replaceAll(anyPath, up)],
]

/** A script in which the strings that name the path of the site take it from the address of the script. */
export function relativeScript(code: string, up: string): string {
  const tokens: Token[] = []
  parse(code, { ecmaVersion: 'latest', sourceType: 'module', onToken: tokens })
  let result = `const ${siteName}=new URL(${JSON.stringify(up)},import.meta.url).pathname;`
  let end = 0
  for (const token of tokens) {
    const text = code.slice(token.start, token.end)
    if (!text.includes(anyPath)) continue
    result += code.slice(end, token.start) + withSitePath(text, token.type.label === 'string')
    end = token.end
  }
  return result + code.slice(end)
}

const siteName = '__wordloomSite'

function withSitePath(token: string, quoted: boolean): string {
  if (!quoted) return token.replaceAll(anyPath, `\${${siteName}}`)
  const quote = token[0]!
  return `(${token.replaceAll(anyPath, `${quote}+${siteName}+${quote}`)})`
}

/** From a file to the root of the site: `./`, `../`, `../../`, … */
function upwards(path: string): string {
  return '../'.repeat(path.split('/').length - 1) || './'
}
