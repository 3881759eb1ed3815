import type { Progress } from '@wordloom/core'

/** How far a download is. */
export interface DownloadProgress extends Progress {
  /** Over the last seconds. */
  readonly bytesPerSecond: number
  /** At this speed; nothing when the size is not known or nothing comes. */
  readonly secondsLeft: number | undefined
}

/** Seconds that the speed is measured over. */
const window = 5

/** Counts bytes, those that were there before included in `done` and left out of the speed. */
export function createProgressMeter(
  start: number,
  total: () => number | undefined,
  onProgress: ((progress: DownloadProgress) => void) | undefined,
  now: () => number = () => performance.now() / 1000,
): (bytes: number) => void {
  const marks: { readonly at: number; readonly done: number }[] = [{ at: now(), done: start }]
  let done = start
  return (bytes) => {
    done += bytes
    if (onProgress === undefined) return
    const at = now()
    while (marks.length > 1 && at - marks[1]!.at > window) marks.shift()
    if (at - marks.at(-1)!.at > 0.1) marks.push({ at, done })
    const { at: from, done: before } = marks[0]!
    const bytesPerSecond = at > from ? (done - before) / (at - from) : 0
    const size = total()
    onProgress({
      done,
      ...(size === undefined ? {} : { total: size }),
      bytesPerSecond,
      secondsLeft: size === undefined || bytesPerSecond === 0 ? undefined : (size - done) / bytesPerSecond,
    })
  }
}
