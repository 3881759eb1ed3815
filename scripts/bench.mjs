// Builds the benchmarks and what they measure, and runs them; arguments go to them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const nx = join(root, 'node_modules/nx/dist/bin/nx.js')

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run(nx, 'run', '@wordloom/benchmarks:build', '--outputStyle=static')
run(join(root, 'benchmarks/dist/bench.js'), ...process.argv.slice(2))
