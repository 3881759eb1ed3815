import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isWordloomError } from '@wordloom/core'
import { cacheFolder, interopFolder } from './folders.js'
import { parseInteropArguments, usage } from './interop-arguments.js'
import { models } from './models/models.js'
import { describeMachine } from './results/machine.js'
import { runReadmes } from './readme/run-readmes.js'
import { hasFailed, type InteropResults, type RuntimeResult } from './results/results.js'
import { resultsTable } from './results/results-table.js'
import { resultsToJson } from './results/results-to-json.js'
import { prepareModel, type PreparedModel } from './run/prepared-model.js'
import { runRuntime } from './run/run-runtime.js'
import { runtimes } from './runtimes/runtimes.js'

async function main(): Promise<void> {
  const asked = parseInteropArguments(process.argv.slice(2), runtimes)
  if (asked.help) {
    process.stdout.write(usage(runtimes))
    return
  }
  say('writing models and cases')
  const prepared: PreparedModel[] = []
  for (const model of models) prepared.push(await prepareModel(model, cacheFolder))
  const results: RuntimeResult[] = []
  for (const runtime of asked.runtimes) {
    const start = performance.now()
    say(runtime.title)
    const onProgress = (text: string): void => say(`  ${text}`)
    results.push(await runRuntime(runtime, prepared, { cache: cacheFolder, onProgress }))
    say(`  ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  if (asked.readmes) say('programs of READMEs')
  const onProgress = (text: string): void => say(`  ${text}`)
  const readmes = asked.readmes ? await runReadmes({ cache: cacheFolder, onProgress }) : undefined
  await report({
    machine: describeMachine(),
    node: process.version,
    models: prepared.map(({ name, description, group, tolerance, roundingDifference, bytes, cases }) => ({
      ...{ name, description, group, tolerance, bytes, cases: cases.length },
      ...(roundingDifference !== undefined && { roundingDifference }),
    })),
    runtimes: results,
    ...(readmes && { readmes }),
  })

  async function report(all: InteropResults): Promise<void> {
    process.stdout.write(`\n${resultsTable(all)}`)
    if (asked.complete) await writeFile(join(interopFolder, 'results.json'), resultsToJson(all))
    if (hasFailed(all)) process.exitCode = 1
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

main().catch((error: unknown) => {
  console.error(isWordloomError(error) ? error.message : error)
  process.exitCode = 1
})
