import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { DefaultTheme } from 'vitepress'

/** A page by its path below `pages/`, without `.md`, and what the sidebar calls it. */
type Entry = readonly [page: string, text: string]

interface Group {
  readonly text: string
  readonly entries: readonly Entry[]
  /** A folder whose other pages follow in the order of their names, under their own titles. */
  readonly folder?: string
}

/** The order in which pages are told. A page that is not there is left out. */
const groups: readonly Group[] = [
  {
    text: 'Guides',
    folder: 'guides',
    entries: [
      ['index', 'What it is'],
      ['start', 'Start'],
      ['guides/start', 'Start here'],
      ['guides/words-to-vectors', 'From words to vectors'],
      ['guides/glove', 'GloVe in practice'],
      ['vectors', 'Files of vectors'],
      ['guides/classifier', 'Train and judge a classifier'],
      ['guides/languages', 'Chinese and other languages'],
      ['guides/reproducible', 'Reproducible training'],
      ['guides/memory', 'Out of memory'],
      ['padding', 'Padding'],
    ],
  },
  {
    text: 'Try it here',
    entries: [
      ['playground', 'Playground'],
      ['explorer', 'Vector explorer'],
    ],
  },
  {
    text: 'Deploy',
    folder: 'deploy',
    entries: [
      ['deploy/node', 'Node'],
      ['deploy/browser', 'Browser'],
      ['deploy/python', 'Python'],
      ['deploy/java', 'Java'],
      ['deploy/go', 'Go'],
      ['deploy/rust', 'Rust'],
      ['deploy/cpp', 'C++'],
    ],
  },
  {
    text: 'Move from',
    folder: 'migrate',
    entries: [
      ['migrate/keras', 'Keras'],
      ['migrate/gensim', 'gensim'],
      ['migrate/tfjs', 'TensorFlow.js'],
      ['migrate/torchtext', 'torchtext'],
    ],
  },
  {
    text: 'Plugins',
    folder: 'plugins',
    entries: [
      ['plugins/write-a-plugin', 'Write a plugin'],
      ['guides/write-a-plugin', 'Write a plugin'],
      ['write-a-plugin', 'Write a plugin'],
    ],
  },
  {
    text: 'Reference',
    entries: [
      ['command-line', 'Command line'],
      ['api/index', 'API'],
      ['errors', 'Errors'],
      ['runtimes', 'Runtimes'],
      ['performance', 'Performance'],
      ['architecture', 'Architecture'],
    ],
  },
]

/** What stands at the top of each page, as far as the pages are there. */
const top: readonly Entry[] = [
  ['start', 'Start'],
  ['guides/start', 'Start'],
  ['playground', 'Playground'],
  ['explorer', 'Explorer'],
  ['api/index', 'API'],
  ['errors', 'Errors'],
]

/** The sidebars of the pages in a folder: groups of links to the pages that are there. The API has one of its own. */
export function sidebars(folder: string): DefaultTheme.SidebarMulti {
  const named = new Set(groups.flatMap(({ entries }) => entries.map(([page]) => page)))
  const guides = groups.map(({ text, entries, folder: rest }) => {
    const others = rest === undefined ? [] : pagesIn(folder, rest).filter(([page]) => !named.has(page))
    return { text, items: links(folder, [...entries, ...others]) }
  })
  const reference = { text: 'API', items: links(folder, [['api/index', 'All packages'], ...modules(folder)]) }
  return { '/api/': [reference], '/': guides.filter(({ items }) => items.length > 0) }
}

/** The links at the top of each page. */
export function topLinks(folder: string): DefaultTheme.NavItemWithLink[] {
  return links(folder, top)
}

function links(folder: string, entries: readonly Entry[]): { text: string; link: string }[] {
  return entries
    .filter(([page]) => existsSync(join(folder, `${page}.md`)))
    .map(([page, text]) => ({ text, link: `/${page.replace(/(^|\/)index$/, '$1')}` }))
}

function pagesIn(folder: string, name: string): Entry[] {
  if (!existsSync(join(folder, name))) return []
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.md'))
  return files.sort().map((file): Entry => [`${name}/${file.slice(0, -'.md'.length)}`, title(join(folder, name, file))])
}

/** What the reference describes, by the names that are imported, behind `@wordloom/`. */
function modules(folder: string): Entry[] {
  const api = join(folder, 'api')
  if (!existsSync(api)) return []
  const files = readdirSync(api, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
  const names = files
    .map((file) => file.split(sep).join('/').slice(0, -'.md'.length))
    .filter((name) => name !== 'index')
  return names.sort().map((name): Entry => [`api/${name}`, name])
}

function title(file: string): string {
  return /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? file
}
