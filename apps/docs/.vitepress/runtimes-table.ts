import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainText } from './generated-parts.js'

/** What of `interop/results.json` is shown. */
interface InteropResults {
  readonly machine: { readonly processor: string; readonly cores: number; readonly platform: string }
  readonly models: readonly {
    readonly name: string
    readonly description: string
    readonly cases: number
    readonly bytes: number
  }[]
  readonly runtimes: readonly RuntimeResult[]
}

interface RuntimeResult {
  readonly title: string
  readonly version?: string
  readonly host?: string
  readonly missing?: string
  readonly differencePerPadding?: number
  readonly models: readonly { readonly model: string; readonly largestDifference?: number; readonly failure?: string }[]
}

const file = join(import.meta.dirname, '../../../interop/results.json')

/** The models, and the largest difference of every runtime for each, from the last run of all that was kept. */
export function runtimesTable(): string {
  const { machine, models, runtimes } = JSON.parse(readFileSync(file, 'utf8')) as InteropResults
  const rows = runtimes.map((runtime) => [
    plainText(runtime.title) + (runtime.differencePerPadding === undefined ? '' : ' ¹'),
    plainText(runtime.version ?? ''),
    plainText(runtime.host ?? ''),
    ...models.map(({ name }) => difference(runtime, name)),
  ])
  return [
    table(['Runtime', 'Version', 'In', ...models.map(({ name }) => plainText(name))], rows),
    `Run on ${plainText(machine.platform)}, ${plainText(machine.processor)}.`,
    table(
      ['Model', 'What it is', 'Size', 'Cases'],
      models.map(({ name, description, bytes, cases }) => {
        return [plainText(name), plainText(description), `${Math.ceil(bytes / 1000)} kB`, String(cases)]
      }),
    ),
  ].join('\n\n')
}

function difference({ missing, models }: RuntimeResult, name: string): string {
  if (missing !== undefined) return 'not tried'
  const result = models.find(({ model }) => model === name)
  return result?.failure === undefined ? (result?.largestDifference?.toExponential(1) ?? '') : 'failed'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [head, head.map(() => '---'), ...rows].map(line).join('\n')
}
