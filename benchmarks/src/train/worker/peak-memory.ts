import { existsSync, readFileSync } from 'node:fs'

const status = '/proc/self/status'

/** The most memory that this process has had resident, in bytes. */
export function peakMemoryBytes(): number {
  // Not resourceUsage() on Linux: there a child's figure starts from its parent's.
  const line = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8')) : null
  return (line === null ? process.resourceUsage().maxRSS : Number(line[1])) * 1024
}
