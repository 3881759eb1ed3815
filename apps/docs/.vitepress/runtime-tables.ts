import { plainText } from './generated-parts.js'
import { readInteropResults, type Figure, type InteropResults, type RuntimeResult } from './interop-results.js'

/** The largest difference of every runtime for each of the networks, all in the form that runs everywhere. */
export function networksTable(): string {
  const results = readInteropResults()
  const rows = results.runtimes.map((runtime) => [
    nameOf(runtime),
    plainText(runtime.version ?? ''),
    plainText(runtime.host ?? ''),
    ...cells(results, runtime, 'networks'),
  ])
  const { platform, processor } = results.machine
  return [
    table(['Runtime', 'Version', 'In', ...namesOf(results, 'networks')], rows),
    `Run on ${plainText(platform)}, ${plainText(processor)}.`,
  ].join('\n\n')
}

/** The same for each of the forms. */
export function formsTable(): string {
  const results = readInteropResults()
  const rows = results.runtimes.map((runtime) => [nameOf(runtime), ...cells(results, runtime, 'forms')])
  return table(['Runtime', ...namesOf(results, 'forms')], rows)
}

/** What runtimes cannot do, a line each. */
export function runtimeLacks(): string {
  const lines = readInteropResults().runtimes.flatMap(({ title, models }) => {
    const reasons = new Set(models.flatMap(({ lack }) => lack ?? []))
    return Array.from(reasons, (reason) => {
      const names = models.filter(({ lack }) => lack === reason).map(({ model }) => plainText(model))
      return `- ${plainText(title)}: ${withCode(reason)}. Not run: ${names.join(', ')}.`
    })
  })
  return lines.join('\n')
}

/** What the models are. */
export function modelsTable(): string {
  const rows = readInteropResults().models.map(({ name, description, bytes, cases, roundingDifference }) => [
    plainText(name),
    withCode(description),
    `${Math.ceil(bytes / 1000)} kB`,
    String(cases),
    roundingDifference?.toExponential(1) ?? '',
  ])
  return table(['Model', 'What it is', 'Size', 'Cases', 'Rounding'], rows)
}

/** The programs of READMEs beside exported files. */
export function readmeProgramsTable(): string {
  const { readmes = [] } = readInteropResults()
  const inputs = ['ids', 'tokens', 'text']
  const rows = readmes.map(({ language, missing, programs }) => [
    plainText(language),
    ...inputs.map((name) =>
      missing === undefined ? figure(programs.find((program) => program.inputs === name)) : 'not tried',
    ),
  ])
  return table(['Language', ...inputs], rows)
}

function namesOf({ models }: InteropResults, group: 'networks' | 'forms'): string[] {
  return models.filter((model) => model.group === group).map(({ name }) => plainText(name))
}

function nameOf({ title, differencePerPadding }: RuntimeResult): string {
  return plainText(title) + (differencePerPadding === undefined ? '' : ' ¹')
}

function cells({ models }: InteropResults, runtime: RuntimeResult, group: 'networks' | 'forms'): string[] {
  return models
    .filter((model) => model.group === group)
    .map(({ name }) => {
      if (runtime.missing !== undefined) return 'not tried'
      const result = runtime.models.find(({ model }) => model === name)
      return result?.lack === undefined ? figure(result) : 'no'
    })
}

function figure(result: Figure | undefined): string {
  return result?.failure === undefined ? (result?.largestDifference?.toExponential(1) ?? '') : 'failed'
}

/** Plain text but for what stands between backticks. */
function withCode(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? plainText(part) : `\`${part}\``))
    .join('')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`
  return [head, head.map(() => '---'), ...rows].map(line).join('\n')
}
