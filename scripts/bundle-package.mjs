// Joins the modules of the package in the working folder into one file for each entry of its `exports` (or `bin`), and one
// for each part that is loaded on demand. Node takes a quarter of a millisecond for every file that it imports: a package
// of eighty small files would cost a short program as much as its work. Declarations stay one a source file.
import { readFile } from 'node:fs/promises'
import { basename, relative } from 'node:path'
import { rolldown } from 'rolldown'

const { exports = {}, imports = {}, bin = {} } = JSON.parse(await readFile('package.json', 'utf8'))

/** Every JavaScript file in dist/ that a condition leads to, by its name without `dist/` and `.js`. */
function entriesOf(target) {
  if (typeof target === 'object') return Object.values(target).flatMap(entriesOf)
  return target.match(/^(?:\.\/)?dist\/(.+)\.js$/)?.slice(1) ?? []
}

/**
 * Which entries need a module as soon as they are imported. Modules that the same entries need go into one file, also when
 * parts that are loaded on demand use some of them: otherwise each such part would cut the entries into more files.
 */
const neededBy = new Map()
const collectNeeds = {
  name: 'collect-needs',
  buildEnd() {
    const entries = Array.from(this.getModuleIds()).filter((id) => this.getModuleInfo(id).isEntry)
    for (const entry of entries) {
      const open = [entry]
      const seen = new Set(open)
      while (open.length > 0) {
        const id = open.pop()
        neededBy.set(id, [...(neededBy.get(id) ?? []), entry])
        for (const imported of this.getModuleInfo(id).importedIds) {
          if (!seen.has(imported)) open.push(imported)
          seen.add(imported)
        }
      }
    }
  },
}

/** Entries of several folders bear the same name, such as index.ts and web/index.ts, and must not share a file. */
function nameOf(entry) {
  return relative('src', entry).replace(/\.ts$/, '').replaceAll(/[\\/]/g, '.')
}

const names = new Set([exports, imports, bin].flatMap(entriesOf))
const bundle = await rolldown({
  input: Object.fromEntries(Array.from(names, (name) => [name, `src/${name}.ts`])),
  external: (id) => !id.startsWith('.') && !id.startsWith('src/') && !id.startsWith('/'),
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  platform: 'neutral',
  treeshake: true,
  // What is written keeps exactly the exports of its source: nothing is added to an entry, since others stand in files beside.
  preserveEntrySignatures: 'allow-extension',
  plugins: [collectNeeds],
})
const { output } = await bundle.write({
  dir: 'dist',
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [
      {
        debugName: 'needed by the same entries',
        name(id) {
          const entries = neededBy.get(id)
          if (entries === undefined || entries.includes(id)) return null
          return `for-${entries.map(nameOf).join('-')}`
        },
      },
    ],
  },
})
await bundle.close()
for (const { type, fileName, code } of output) {
  if (type === 'chunk') process.stdout.write(`${basename(process.cwd())}/dist/${fileName}: ${code.length} characters\n`)
}
