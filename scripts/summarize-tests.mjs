// Adds up the reports that vitest wrote for each package and prints `N passed, N failed, N skipped`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const projects = ['packages', 'apps', 'examples'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => join(group, name)),
)
let [passed, failed, skipped] = [0, 0, 0]
for (const project of [...projects, 'benchmarks', 'integration', 'interop']) {
  for (const file of reportsOf(project)) add(JSON.parse(readFileSync(file, 'utf8')))
}

/** Most projects have one; that of the packed packages is one beside it. */
function reportsOf(project) {
  const folder = join(root, project, 'reports')
  if (!existsSync(folder)) return []
  return ['vitest.json', 'packed.json'].map((name) => join(folder, name)).filter(existsSync)
}

function add(report) {
  passed += report.numPassedTests
  skipped += report.numPendingTests + report.numTodoTests
  // A suite that broke before its tests, which are then none or skipped, counts as one failure; otherwise nothing would show it.
  const brokeBefore = ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed')
  failed += report.numFailedTests + report.testResults.filter(brokeBefore).length
  for (const { name, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === 'skipped' || test.status === 'pending')
        console.log(`skipped: ${test.fullName} (${name.slice(root.length + 1)})`)
    }
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
if (failed > 0 || passed === 0) process.exitCode = 1
