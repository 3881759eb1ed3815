// Makes a release without publishing it: in a copy of the working tree it takes up the changesets, builds and packs, and the
// tests of `integration` try the tarballs as npm, pnpm and Yarn install them. Nothing here is changed.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const copy = mkdtempSync(join(tmpdir(), 'wordloom-release-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

let started = Date.now()
copyWorkingTree()
step('copied')
run(copy, 'node_modules/@changesets/cli/bin.js', 'version')
step(`took up the changesets: ${readVersion()}`)
run(copy, nxOf(copy), 'run-many', '--target=build', '--projects=packages/*', '--outputStyle=static')
step('built')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
run(join(root, 'integration'), vitest, 'run', '--config', 'vitest.release.config.ts', ...process.argv.slice(2))
step('packed, installed and tried')

/** What git knows or would take up, with links to what is installed here. */
function copyWorkingTree() {
  const files = output('git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z')
    .split('\0')
    .filter(Boolean)
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    cpSync(join(root, file), join(copy, file))
  }
  // Packages of the workspace have to be those of the copy.
  linkEntries('node_modules', (name) => name !== '@wordloom' && name !== '.cache')
  cpSync(join(root, 'node_modules/@wordloom'), join(copy, 'node_modules/@wordloom'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  const manifests = files.filter((name) => /^(?:\w+\/)?[\w-]+\/package\.json$/.test(name))
  for (const folder of manifests.map((name) => join(dirname(name), 'node_modules'))) linkEntries(folder)
  // Changesets asks git who wrote what.
  const [asker, name, email] = ['-c', 'user.name=release', 'user.email=release@localhost']
  for (const parameters of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message=Before'],
  ]) {
    spawnSync('git', [asker, name, asker, email, ...parameters], { cwd: copy, stdio: 'ignore' })
  }
}

function linkEntries(folder, wanted = () => true) {
  if (!existsSync(join(root, folder))) return
  mkdirSync(join(copy, folder), { recursive: true })
  // Windows lets everybody make junctions, but no links to folders.
  for (const name of readdirSync(join(root, folder)).filter(wanted)) {
    symlinkSync(join(root, folder, name), join(copy, folder, name), 'junction')
  }
}

function nxOf(folder) {
  return join(folder, 'node_modules/nx/dist/bin/nx.js')
}

function readVersion() {
  return JSON.parse(readFileSync(join(copy, 'packages/core/package.json'), 'utf8')).version
}

function output(tool, ...parameters) {
  return spawnSync(tool, parameters, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout
}

function run(cwd, ...parameters) {
  const env = { ...process.env, WORDLOOM_RELEASE: copy }
  const { status } = spawnSync(process.execPath, parameters, { cwd, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function step(what) {
  console.log(`\n== ${what} (${((Date.now() - started) / 1000).toFixed(0)} s)\n`)
  started = Date.now()
}
