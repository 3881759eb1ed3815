// Builds the packages that an example needs and starts it: npm run example NAME
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const nx = join(root, 'node_modules/nx/dist/bin/nx.js')
const names = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'spam-classifier')
  .map(({ name }) => name)

const [name, ...parameters] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.error(`Usage: npm run example NAME\n\nNAME is one of ${names.join(', ')}.`)
  process.exit(1)
}
const build = ['run-many', '--target=build', '--projects=packages/*', '--outputStyle=static']
const { status } = spawnSync(process.execPath, [nx, ...build], { cwd: root, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const start = ['start', ...(parameters.length > 0 ? ['--', ...parameters] : [])]
// On Windows only a shell finds npm.cmd.
const options = { cwd: join(root, 'examples', name), stdio: 'inherit', shell: process.platform === 'win32' }
spawn('npm', start, options).once('close', (code) => process.exit(code ?? 1))
