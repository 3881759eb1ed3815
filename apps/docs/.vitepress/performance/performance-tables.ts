import { plainText } from '../generated-parts.js'
import { plotOf } from './plot.js'
import { contestantsOf, figure, readResults, type CaseResult, type SuiteResult } from './results.js'

/** A section for each run of a benchmark that was kept: machine, versions, and every case with its figures. */
export function performanceTables(): string {
  return readResults().map(section).join('\n\n')
}

const titles: Readonly<Record<string, string>> = {
  train: 'Training and predicting',
  vectors: 'Loading and searching vectors',
  web: 'In a browser, and on TensorFlow.js',
  onnx: 'Exporting to ONNX',
}

function section({ suite, machine, node, cases }: SuiteResult): string {
  const { platform, processor, cores, memoryGiB } = machine
  const versions = Object.entries(Object.assign({}, ...cases.map((each) => each.versions)) as Record<string, string>)
  return [
    `## ${titles[suite] ?? suite}`,
    `On ${plainText(platform)}, ${plainText(processor)}, ${cores} cores, ${memoryGiB} GiB of memory, Node ${node}.`,
    ...(versions.length === 0
      ? []
      : [`Versions: ${versions.map(([name, version]) => plainText(`${name} ${version}`)).join(', ')}.`]),
    ...cases.map((each) => caseSection(`${suite}-node-${Number.parseInt(node)}-${each.name}`, each)),
  ].join('\n\n')
}

function caseSection(id: string, result: CaseResult): string {
  const contestants = contestantsOf(result)
  const { name, description, unit, missing, notes } = result
  const rows = contestants.map((each) => [
    plainText(each.name),
    figure(each.median),
    each.lowest === each.highest ? '' : `${figure(each.lowest)} … ${figure(each.highest)}`,
    each.ratio === undefined ? '' : figure(each.ratio),
  ])
  return [
    `### ${name} {#${id}}`,
    `${plainText(description[0]!.toUpperCase() + description.slice(1))}.`,
    ...(contestants.length > 1
      ? [`<figure class="plot" v-pre>${plotOf(`plot-${id}`, result, contestants)}</figure>`]
      : []),
    table(['Who', `Median, ${unit}`, 'Lowest … highest', 'Ratio'], rows),
    [...notes, ...Object.entries(missing).map(([who, why]) => `${who} is missing: ${why}`)]
      .map((each) => `- ${plainText(each)}`)
      .join('\n'),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map(line).join('\n')
}
