import { WordloomError } from '@wordloom/core'

/** How patient a download is. */
export interface Patience {
  /** Attempts in a row that brought nothing before a place is given up. */
  readonly attempts: number
  /** Wait before the first new attempt in milliseconds; it doubles each time, and a random part is added. */
  readonly pause: number
  /** Wait before a new attempt at most, in milliseconds. */
  readonly longestPause: number
  /** Milliseconds in which at least {@link leastBytes} have to come. */
  readonly stall: number
  /** Bytes that have to come in each time of `stall`. */
  readonly leastBytes: number
}

/** For the network of a user: gives up a place after about a minute without a byte. */
export const defaultPatience: Patience = {
  attempts: 6,
  pause: 500,
  longestPause: 30_000,
  stall: 30_000,
  leastBytes: 30_720,
}

/** A failure that another attempt at the same place may not have. */
export class TransientFailure extends Error {
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined

  constructor(what: string, retryAfter?: number, cause?: unknown) {
    super(what, { cause })
    this.retryAfter = retryAfter
  }
}

/** Waits before another attempt. Throws `ABORTED`. */
export async function pauseBefore(
  attempt: number,
  { pause, longestPause }: Patience,
  retryAfter: number | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const grown = Math.min(longestPause, pause * 2 ** (attempt - 1))
  const wait = retryAfter === undefined ? grown * (0.5 + Math.random() / 2) : Math.min(longestPause, retryAfter)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, wait)
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
  throwIfAborted(signal)
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new WordloomError('ABORTED', 'The download was cancelled', {
    hint: 'What has come is kept: the next download goes on from there.',
    cause: signal.reason,
  })
}

/** `Retry-After` in milliseconds: seconds, or a date. */
export function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

/**
 * Hands on a body, and fails when too little of it comes in time: a server that sends a byte now and then would keep a
 * download for ever.
 */
export async function* withoutStalls(
  body: AsyncIterable<Uint8Array>,
  { stall, leastBytes }: Patience,
  controller: AbortController,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  let stalled = false
  const timer = setInterval(() => {
    if (bytes >= leastBytes) bytes = 0
    else {
      stalled = true
      controller.abort()
    }
  }, stall)
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      yield chunk
    }
  } catch (cause) {
    throw new TransientFailure(stalled ? 'The server sends next to nothing' : 'The connection broke', undefined, cause)
  } finally {
    clearInterval(timer)
  }
}
