import { printable } from '../output/printable.js'
import type { Finding } from './finding.js'

const marks = { ok: 'ok', limited: '--', failed: '!!' } as const

/** Findings for people: a line each, and below it what follows where something is missing. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const indentation = ' '.repeat(width + 6)
  return findings
    .map(({ name, status, found, consequence, remedy }) => {
      const more = [consequence, remedy].filter((text) => text !== undefined)
      const lines = [
        `${marks[status]}  ${name.padEnd(width)}  ${printable(found)}`,
        ...more.map((text) => indentation + text),
      ]
      return `${lines.join('\n')}\n`
    })
    .join('')
}
