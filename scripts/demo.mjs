// Builds what the demo needs and runs it; arguments go to the demo.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const nx = join(root, 'node_modules/nx/dist/bin/nx.js')

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run(nx, 'run', '@wordloom/example-spam-classifier:build', '--outputStyle=static')
run(join(root, 'examples/spam-classifier/dist/demo.js'), ...process.argv.slice(2))
