/** Shorter gaps are those of the timer. */
const timerMilliseconds = 4

/** The longest times for which a thread answered nothing. */
export interface GapWatch {
  /** The longest gap since the start or the last call, in ms. */
  next(): number
  /** As {@link GapWatch.next}, when the thread has been free once more; ends the watch. */
  stop(): Promise<number>
}

/**
 * Has a timer fire all the time and notes the longest time between two of its calls, which is the longest task of the thread
 * or a few milliseconds more. The browser's own list of long tasks begins at 50 ms only.
 */
export function watchGaps(): GapWatch {
  let last = performance.now()
  let longest = 0
  let isStopped = false

  const note = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const fire = (): void => {
    note()
    if (!isStopped) setTimeout(fire, timerMilliseconds)
  }
  setTimeout(fire, timerMilliseconds)

  const next = (): number => {
    note()
    const gap = longest
    longest = 0
    return gap
  }
  return {
    next,
    async stop() {
      await new Promise((resolve) => setTimeout(resolve, 10 * timerMilliseconds))
      isStopped = true
      return next()
    },
  }
}
