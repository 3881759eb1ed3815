import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isWordloomError, WordloomError } from '@wordloom/core'
import { parseBenchArguments, usage } from './bench-arguments.js'
import { reportToJson, type Report } from './runner/report.js'
import { reportToTable } from './runner/report-table.js'
import { runSuite } from './runner/run-suite.js'
import { suites } from './suites.js'

async function main(): Promise<void> {
  const { suite: name, only, quick, json, help } = parseBenchArguments(process.argv.slice(2))
  if (help) {
    process.stdout.write(usage(suites))
    return
  }
  const suite = suites.find((candidate) => candidate.name === name)
  if (suite === undefined) {
    throw new WordloomError('INVALID_ARGUMENT', 'There is no such benchmark', {
      expected: suites.map((candidate) => candidate.name).join(', '),
      received: name ?? 'none',
      hint: 'Run npm run bench -- --help.',
    })
  }
  const report = await runSuite(suite, {
    only,
    quick,
    onProgress: (text) => process.stderr.write(`${text}\n`),
    onReport: async (soFar) => {
      if (json !== undefined) await writeReport(json, soFar)
    },
  })
  process.stdout.write(`\n${reportToTable(report)}`)
}

async function writeReport(path: string, report: Report): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, reportToJson(report))
}

main().catch((error: unknown) => {
  console.error(isWordloomError(error) ? error.message : error)
  process.exitCode = 1
})
