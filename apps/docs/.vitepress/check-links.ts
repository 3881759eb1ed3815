import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { WordloomError } from '@wordloom/core'

/**
 * Follows every link of a built site to the file and the heading that it names. Links to other hosts are not followed:
 * they only have to be addresses that begin with `https:`.
 *
 * @returns what is wrong, one line a link.
 */
export function brokenLinks(folder: string): string[] {
  const paths = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.split(sep).join('/')),
  )
  const pages = new Map(
    [...paths].filter((path) => path.endsWith('.html')).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )
  const anchors = new Map([...pages].map(([path, html]) => [path, new Set(attributes(html, 'id'))]))
  // Where a reader may open the site: a link that leaves it is wrong.
  const site = 'https://site/some/where/'
  const wrong = ([path, link]: readonly [path: string, link: string]): boolean => {
    if (!URL.canParse(link, site + path)) return true
    const url = new URL(link, site + path)
    if (url.host !== 'site') return url.protocol !== 'https:'
    if (!url.href.startsWith(site)) return true
    const target = decodeURIComponent(url.href.slice(site.length).replace(/[?#].*$/, ''))
    const file = target === '' || target.endsWith('/') ? `${target}index.html` : target
    if (!paths.has(file)) return true
    const anchor = decodeURIComponent(url.hash.slice(1))
    return anchor !== '' && anchors.get(file)?.has(anchor) === false
  }
  return [...pages]
    .filter(([path]) => path !== '404.html')
    .flatMap(([path, html]) =>
      [...attributes(html, 'href'), ...attributes(html, 'src')].map((link) => [path, link] as const),
    )
    .filter(wrong)
    .map(([path, link]) => `${link} in ${relative('.', path)}`)
}

/**
 * Refuses a site with broken links.
 *
 * @throws WordloomError `INVALID_ARGUMENT` with all of them.
 */
export function checkLinks(folder: string): void {
  const broken = [...new Set(brokenLinks(folder))]
  if (broken.length === 0) return
  throw new WordloomError('INVALID_ARGUMENT', 'Links of the site lead nowhere', { received: broken.join('; ') })
}

function attributes(html: string, name: string): string[] {
  const values = [...html.matchAll(new RegExp(`<[^<>]*?\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value!)
  return values.map((value) => value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'))
}
