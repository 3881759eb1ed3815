import type { Progress } from '@wordloom/core'
import type { SingleBar } from 'cli-progress'
import type { CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { note } from './notes.js'
import { printable } from './printable.js'

/** How far work is, in bytes; with its speed where who does it measures that. */
export interface MeasuredProgress extends Progress {
  readonly bytesPerSecond?: number
}

/** Shows how far through a file work is, on standard error. */
export interface ByteProgress {
  show(progress: MeasuredProgress): void
  /** Takes the bar off the terminal until there is more progress, so that a line can be written where it stood. */
  pause(): void
  /** Takes the bar off the terminal; progress after it is not shown. */
  stop(): void
}

/** Elsewhere than on a terminal: often enough to see that it goes on, seldom enough for a log. */
const millisecondsPerLine = 10_000

/**
 * A bar with bytes, speed and the time left on a terminal, a line every ten seconds elsewhere, nothing when quiet.
 *
 * @param what - is done, such as `reading vectors.txt`.
 * @param now - milliseconds. @defaultValue `performance.now`
 */
export async function createByteProgress(
  io: CommandIo,
  options: OutputModeOptions,
  what: string,
  now: () => number = () => performance.now(),
): Promise<ByteProgress> {
  if (options.quiet === true) return { show: () => undefined, pause: () => undefined, stop: () => undefined }
  const bar = io.stderr.isTTY === true ? await createBar(io) : undefined
  const startedAt = now()
  let first: number | undefined
  let shownAt = startedAt
  let isStopped = false
  return {
    show({ done, total, bytesPerSecond }) {
      if (isStopped) return
      const time = now()
      // What was done before the first time was not done in the time since.
      first ??= done
      const mean = time > startedAt ? ((done - first) * 1000) / (time - startedAt) : 0
      const speed = bytesPerSecond ?? mean
      if (bar !== undefined) {
        drawBar(bar, done, total, { what: printable(what), line: lineOf(done, total, speed) })
      } else if (time - shownAt >= millisecondsPerLine) {
        shownAt = time
        note(io, options, `${what}: ${lineOf(done, total, speed)}`)
      }
    },
    pause: () => bar?.stop(),
    stop() {
      isStopped = true
      bar?.stop()
    },
  }
}

async function createBar(io: CommandIo): Promise<SingleBar> {
  const { default: cliProgress } = await import('cli-progress')
  return new cliProgress.SingleBar({
    stream: io.stderr,
    format: '{what} [{bar}] {line}',
    barsize: 24,
    clearOnComplete: true,
    // The command handles interrupts itself.
    gracefulExit: false,
  })
}

function drawBar(bar: SingleBar, done: number, total: number | undefined, payload: object): void {
  // Without a total the bar stays empty.
  const value = total === undefined ? 0 : done
  if (bar.isActive) bar.update(value, payload)
  else bar.start(total ?? 1, value, payload)
}

function lineOf(done: number, total: number | undefined, speed: number): string {
  const parts = [total === undefined ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total)}`]
  if (speed > 0) parts.push(`${formatBytes(speed)}/s`)
  if (speed > 0 && total !== undefined) parts.push(`${formatSeconds((total - done) / speed)} left`)
  return parts.join(', ')
}

/** A number of bytes to three digits, in powers of 1000 as networks and disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(value >= 9.995 ? 1 : 2)} ${units[unit]}`
}

/** Time to go: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
