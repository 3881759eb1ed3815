import { alignColumns } from './align-columns.js'
import { ourselves, type CaseResult, type Unit } from './case-result.js'
import type { Report } from './report.js'
import { describeTarget } from './target.js'

const heading = ['case', 'contestant', 'median', 'unit', 'lowest … highest', 'ratio', 'target', 'met']
const longestReason = 300
const busyLoad = 0.5
const numberColumns = [2, 4, 5, 6]

/** A report for people: a line a contestant, and under the table what was missing and what has to be known. */
export function reportToTable(report: Report): string {
  const { machine, node, quick, loadBefore, cases } = report
  const title =
    `${report.suite}: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.platform}; ` +
    `Node ${node}${quick ? '; quick run: too few rounds to quote' : ''}` +
    (loadBefore > busyLoad ? `; load before the run ${loadBefore.toFixed(1)}: on a busy machine no figure holds` : '')
  const table = alignColumns([heading, ...cases.flatMap(caseRows)], numberColumns)
  return `${title}\n\n${table}\n${cases.map(remarks).join('')}`
}

function caseRows(result: CaseResult): string[][] {
  const medians: Readonly<Record<string, number | null>> = { [ourselves]: result.wordloom, ...result.peers }
  const names = [...Object.keys(medians), ...Object.keys(result.missing).filter((name) => !(name in result.peers))]
  return [...new Set(names)].map((name, index) => {
    const value = medians[name] ?? undefined
    const spread = result.spreads[name]
    const target = result.targets[name]
    return [
      index === 0 ? result.name : '',
      name,
      value === undefined ? 'missing' : formatNumber(value),
      value === undefined ? '' : formatUnit(result.unit),
      spread === undefined || value === undefined
        ? ''
        : `${formatNumber(spread.lowest)} … ${formatNumber(spread.highest)}`,
      result.ratios[name] === undefined ? '' : result.ratios[name].toFixed(2),
      target === undefined ? '' : describeTarget(target),
      target === undefined ? '' : target.met ? 'yes' : 'NO',
    ]
  })
}

function remarks({ name, description, missing, facts, notes }: CaseResult): string {
  const lines = [
    ...Object.entries(missing).map(([contestant, reason]) => `missing: ${contestant}: ${shorten(reason)}`),
    ...notes,
    ...(Object.keys(facts).length === 0
      ? []
      : [
          Object.entries(facts)
            .map(([fact, value]) => `${fact} ${formatNumber(value)}`)
            .join('; '),
        ]),
  ]
  return `\n${name}: ${description}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** On one line: the JSON report has the whole of it. */
function shorten(reason: string): string {
  const line = reason.replaceAll(/\s+/g, ' ').trim()
  return line.length <= longestReason ? line : `${line.slice(0, longestReason)} …`
}

/** Three digits or so. */
function formatNumber(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4)
}

function formatUnit(unit: Unit): string {
  return unit === 'times' ? '×' : unit
}
