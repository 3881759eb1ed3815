// Builds what runs exported models in every runtime, and runs it; arguments go to it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const nx = join(root, 'node_modules/nx/dist/bin/nx.js')

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run(nx, 'run', '@wordloom/interop:build', '--outputStyle=static')
run(join(root, 'interop/dist/interop.js'), ...process.argv.slice(2))
