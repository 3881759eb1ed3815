import { WordloomError } from '@wordloom/core'
import { getFollowing, type HttpGet, type HttpResponse } from './http.js'
import {
  parseRetryAfter,
  pauseBefore,
  throwIfAborted,
  TransientFailure,
  withoutStalls,
  type Patience,
} from './retry.js'

/** What tells whether a file at a place is still the same. */
export interface RemoteStamp {
  readonly url: string
  /** Bytes of the whole file, where the server says. */
  readonly size?: number
  readonly etag?: string
  readonly lastModified?: string
}

/** The server gives only whole files. */
export class NoRanges extends Error {}

/** The file at the place is another one than when its first part came. */
export class RemoteChanged extends Error {}

export interface RemoteFileOptions {
  readonly get: HttpGet
  readonly patience: Patience
  readonly signal: AbortSignal | undefined
}

/** Where parts of a file go. */
export interface PartSink {
  /** Takes the next bytes. */
  write(bytes: Uint8Array): Promise<void> | void
  /** Called with what the server says about the file, before the first byte. */
  begin?(stamp: RemoteStamp): Promise<void> | void
}

/** A file on a server, read by ranges. */
export interface RemoteFile {
  /** What is known of it after the first answer. */
  readonly stamp: RemoteStamp
  /**
   * Reads bytes from `start` to `end` (not included; to the end of the file without it) into a sink, going on after breaks.
   *
   * @throws NoRanges, RemoteChanged, WordloomError `DOWNLOAD_FAILED`, `DOWNLOAD_CORRUPT`, `ABORTED`
   */
  read(start: number, end: number | undefined, sink: PartSink): Promise<void>
}

/** Places that say this may say something else in a while. */
const transientStatus: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/**
 * Opens a file at a place.
 *
 * @param known - what an earlier download knows of it: if it is another one now, `RemoteChanged` is thrown.
 */
export function openRemoteFile(url: string, options: RemoteFileOptions, known?: RemoteStamp): RemoteFile {
  const { get, patience, signal } = options
  let stamp: RemoteStamp = known ?? { url }

  const read = async (start: number, end: number | undefined, sink: PartSink): Promise<void> => {
    let position = start
    let failures = 0
    for (;;) {
      throwIfAborted(signal)
      const before = position
      try {
        await attempt(position, end, sink, (bytes) => (position += bytes))
        return
      } catch (error) {
        throwIfAborted(signal)
        if (!(error instanceof TransientFailure)) throw error
        // A few bytes now and then are no progress: a server that drips would be asked for ever.
        failures = position - before >= patience.leastBytes ? 1 : failures + 1
        if (failures >= patience.attempts) throw gaveUp(url, error)
        await pauseBefore(failures, patience, error.retryAfter, signal)
      }
    }
  }

  const attempt = async (
    position: number,
    end: number | undefined,
    sink: PartSink,
    count: (bytes: number) => void,
  ): Promise<void> => {
    const whole = position === 0 && end === undefined
    const controller = new AbortController()
    const abort = (): void => controller.abort()
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const response = await ask(
        controller,
        whole ? undefined : `bytes=${position}-${end === undefined ? '' : end - 1}`,
      )
      const expected = check(response, position, end)
      await sink.begin?.(stamp)
      let come = 0
      for await (const chunk of withoutStalls(response.body, patience, controller)) {
        // A server that sends more than it announced is not believed; what was asked for is there.
        const wanted = expected === undefined ? chunk : chunk.subarray(0, expected - come)
        await sink.write(wanted)
        come += wanted.length
        count(wanted.length)
        if (expected !== undefined && come === expected) break
      }
      if (expected !== undefined && come < expected) throw new TransientFailure('The answer ended too early')
      if (expected === undefined) stamp = { ...stamp, size: position + come }
    } finally {
      signal?.removeEventListener('abort', abort)
      controller.abort()
    }
  }

  const ask = async (controller: AbortController, range: string | undefined): Promise<HttpResponse> => {
    const validator = stamp.etag?.startsWith('W/') === false ? stamp.etag : stamp.lastModified
    const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' }
    if (range !== undefined) headers['range'] = range
    if (range !== undefined && validator !== undefined) headers['if-range'] = validator
    const timer = setTimeout(() => controller.abort(), patience.stall)
    try {
      return await getFollowing(get, url, headers, controller.signal)
    } catch (cause) {
      if (cause instanceof WordloomError) throw cause
      throw new TransientFailure('The server does not answer', undefined, cause)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Looks at an answer, learns from it, and gives how many bytes have to come. */
  const check = (response: HttpResponse, position: number, end: number | undefined): number | undefined => {
    const { status } = response
    const fail = (error: Error): never => {
      response.cancel()
      throw error
    }
    if (transientStatus.includes(status)) {
      return fail(new TransientFailure(`The server says ${status}`, parseRetryAfter(response.header('retry-after'))))
    }
    if (status === 416) return fail(new RemoteChanged())
    if (status !== 200 && status !== 206) return fail(refused(url, status))
    const encoding = response.header('content-encoding') ?? 'identity'
    if (encoding !== 'identity') return fail(notTheFile(url, `content encoded as ${encoding}`))
    if (/^text\/html|^application\/xhtml/i.test(response.header('content-type') ?? '')) {
      return fail(notTheFile(url, 'an HTML page'))
    }
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.header('content-range') ?? '')
    // Which part it is cannot be told; a browser hides this header where another site does not show it.
    if (status === 206 && range === null) return fail(new NoRanges())
    const length = response.header('content-length')
    const size = status === 206 ? (range?.[3] === '*' ? undefined : Number(range?.[3])) : toSize(length)
    const etag = response.header('etag')
    const lastModified = response.header('last-modified')
    const isOther =
      (stamp.size !== undefined && size !== undefined && size !== stamp.size) ||
      (stamp.etag !== undefined && etag !== undefined && etag !== stamp.etag) ||
      // Browsers send no If-Range to other sites without asking them first, and may not see their ETag.
      (etag === undefined &&
        stamp.lastModified !== undefined &&
        (lastModified ?? stamp.lastModified) !== stamp.lastModified)
    if (isOther) return fail(new RemoteChanged())
    if (status === 206 && Number(range?.[1]) !== position) return fail(new NoRanges())
    stamp = {
      url,
      ...(size === undefined ? {} : { size }),
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    }
    if (status === 206) {
      const last = Number(range![2])
      if (end !== undefined && last > end - 1) return fail(new NoRanges())
      return (end ?? size ?? last + 1) - position
    }
    // The whole file where a part was asked for.
    if (position > 0 || end !== undefined) return fail(new NoRanges())
    return size
  }

  return {
    get stamp() {
      return stamp
    },
    read,
  }
}

function toSize(length: string | undefined): number | undefined {
  const size = Number(length)
  return length !== undefined && Number.isSafeInteger(size) && size >= 0 ? size : undefined
}

function gaveUp(file: string, cause: TransientFailure): WordloomError {
  return new WordloomError('DOWNLOAD_FAILED', cause.message, {
    file,
    hint: 'Check the network and proxy (HTTP_PROXY, HTTPS_PROXY, NO_PROXY). What has come is kept: try again later.',
    cause: cause.cause ?? cause,
  })
}

function refused(file: string, status: number): WordloomError {
  return new WordloomError('DOWNLOAD_FAILED', 'The server does not give the file', {
    file,
    expected: 'status 200 or 206',
    received: status,
    hint: 'The address may be out of date; name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
  })
}

function notTheFile(file: string, received: string): WordloomError {
  return new WordloomError('DOWNLOAD_CORRUPT', 'The server sends something else than the file', {
    file,
    received,
    hint: 'A proxy or a login page may stand between; open the address in a browser.',
  })
}
