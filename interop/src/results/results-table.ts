import type { InteropResults, ModelResult, RuntimeResult } from './results.js'
import { textTable } from './text-table.js'

/** The model that stands for others where there is room for one: that of usual size. */
const usualModel = 'reference'

/**
 * A table of networks and one of forms, a line a runtime and a column a model: the largest difference, or what was wrong. Then
 * the programs of READMEs, and in words what could not be.
 */
export function resultsTable(results: InteropResults): string {
  const tables = (['networks', 'forms'] as const).map((group) => groupTable(results, group))
  const readmes = readmeTable(results)
  const notes = [...lackLines(results), ...missingLines(results), ...failureLines(results)]
  const parts = [...tables, ...(readmes === undefined ? [] : [readmes]), notes]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n')
}

function groupTable({ models, runtimes }: InteropResults, group: 'networks' | 'forms'): string[] {
  const names = models.filter((model) => model.group === group).map(({ name }) => name)
  if (names.length === 0) return []
  const withLoad = names.includes(usualModel)
  const head = ['runtime', 'version', ...names, ...(withLoad ? ['load, ms'] : [])]
  const rows = runtimes.map((runtime) => [
    runtime.title,
    runtime.version ?? '',
    ...names.map((name) => cell(runtime, name)),
    ...(withLoad ? [resultOf(runtime, usualModel)?.loadMilliseconds?.toFixed(0) ?? ''] : []),
  ])
  return textTable(head, rows)
}

function readmeTable({ readmes }: InteropResults): string[] | undefined {
  if (readmes === undefined) return undefined
  const inputs = ['ids', 'tokens', 'text'] as const
  const rows = readmes.map(({ language, programs }) => [
    language,
    ...inputs.map((input) => differenceText(programs.find((program) => program.inputs === input))),
  ])
  return textTable(['program of a README', ...inputs], rows)
}

function lackLines({ runtimes }: InteropResults): string[] {
  return runtimes.flatMap(({ title, models }) => {
    const reasons = new Set(models.flatMap(({ lack }) => lack ?? []))
    return Array.from(reasons, (reason) => {
      const names = models.filter(({ lack }) => lack === reason).map(({ model }) => model)
      return `no: ${title}, ${names.join(', ')}: ${reason}`
    })
  })
}

function missingLines({ runtimes, readmes = [] }: InteropResults): string[] {
  const named = [...runtimes, ...readmes.map(({ language, missing }) => ({ title: `README, ${language}`, missing }))]
  return named.flatMap(({ title, missing }) => (missing === undefined ? [] : [`missing: ${title}: ${missing}`]))
}

function failureLines({ runtimes, readmes = [] }: InteropResults): string[] {
  const all = [
    ...runtimes.flatMap(({ title, models }) =>
      models.map((result) => ({ ...result, what: `${title}, ${result.model}` })),
    ),
    ...readmes.flatMap(({ language, programs }) =>
      programs.map((program) => ({ ...program, what: `README, ${language}, ${program.inputs}` })),
    ),
  ]
  return all.flatMap(({ what, failure }) => (failure === undefined ? [] : [`FAILED: ${what}: ${failure}`]))
}

function resultOf({ models }: RuntimeResult, name: string): ModelResult | undefined {
  return models.find(({ model }) => model === name)
}

function cell(runtime: RuntimeResult, name: string): string {
  const result = resultOf(runtime, name)
  return result?.lack === undefined ? differenceText(result) : 'no'
}

function differenceText(result: Pick<ModelResult, 'failure' | 'largestDifference'> | undefined): string {
  const difference = result?.largestDifference?.toExponential(1)
  return result?.failure === undefined
    ? (difference ?? '-')
    : `FAILED${difference === undefined ? '' : ` ${difference}`}`
}
