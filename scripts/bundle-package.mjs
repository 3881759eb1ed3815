// Joins the modules of the package in the working folder into one file for each entry of its `exports` (or `bin`), and one
// for each part that is loaded on demand. Node takes a quarter of a millisecond for every file that it imports: a package
// of eighty small files would cost a short program as much as its work. Declarations stay one a source file.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { rolldown } from 'rolldown'

const { exports = {}, imports = {}, bin = {} } = JSON.parse(await readFile('package.json', 'utf8'))

/** Every JavaScript file in dist/ that a condition leads to, by its name without `dist/` and `.js`. */
function entriesOf(target) {
  if (typeof target === 'object') return Object.values(target).flatMap(entriesOf)
  return target.match(/^(?:\.\/)?dist\/(.+)\.js$/)?.slice(1) ?? []
}

const names = new Set([exports, imports, bin].flatMap(entriesOf))
const bundle = await rolldown({
  input: Object.fromEntries(Array.from(names, (name) => [name, `src/${name}.ts`])),
  external: (id) => !id.startsWith('.') && !id.startsWith('src/') && !id.startsWith('/'),
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  platform: 'neutral',
  treeshake: true,
})
const { output } = await bundle.write({
  dir: 'dist',
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
})
await bundle.close()
for (const { type, fileName, code } of output) {
  if (type === 'chunk') process.stdout.write(`${basename(process.cwd())}/dist/${fileName}: ${code.length} characters\n`)
}
