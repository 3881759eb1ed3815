import { WordloomError } from '@wordloom/core'

/** Packed bytes unpacked at once: at most a thousand times as many come of them. */
const pieceBytes = 65_536
/** Of the shortest file: header, an empty block, checksum and size. */
const shortestMember = 20
const trailerBytes = 8

/**
 * Inflates gzip, also of several members, by what the browser has for it. That takes one member and fails at bytes behind it
 * without saying where it ended. So each place that looks like the begin of a member is compared with what should stand
 * before it: the number of bytes that were unpacked.
 *
 * @param file - for error messages.
 * @throws WordloomError `ARCHIVE_MALFORMED`; what `chunks` throws passes through.
 * @see RFC 1952, section 2.3
 */
export async function* gunzipChunks(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let member = startMember()
  /** The last packed bytes: a trailer, and what may be the begin of a member, may come in several chunks. */
  let held = new Uint8Array()
  const unpack = async (bytes: Uint8Array): Promise<Uint8Array[]> => {
    await attempt(file, () => member.feed(bytes))
    return member.take()
  }
  const finish = async (): Promise<Uint8Array[]> => {
    await attempt(file, () => member.end())
    return member.take()
  }
  try {
    for await (const chunk of chunks) {
      for (let offset = 0; offset < chunk.length; offset += pieceBytes) {
        const data = joined(held, chunk.subarray(offset, offset + pieceBytes))
        let fed = 0
        for (let at = nextBegin(data, 0); at >= 0; at = nextBegin(data, at + 1)) {
          if (at < trailerBytes || member.fed() + at - fed < shortestMember) continue
          // What stands before it is held back, too, so the trailer is in `data`.
          yield* await unpack(data.subarray(fed, at))
          fed = at
          const stated = new DataView(data.buffer, data.byteOffset).getUint32(at - 4, true)
          if (stated !== (await member.size()) % 2 ** 32) continue
          yield* await finish()
          member = startMember()
        }
        const end = Math.max(fed, data.length - trailerBytes - 2)
        yield* await unpack(data.subarray(fed, end))
        held = data.slice(end)
      }
    }
    yield* await unpack(held)
    yield* await finish()
  } finally {
    member.cancel()
  }
}

interface Member {
  feed(bytes: Uint8Array): Promise<void>
  end(): Promise<void>
  /** What was unpacked since the last time. */
  take(): Uint8Array[]
  /** Packed bytes so far. */
  fed(): number
  /** Unpacked bytes so far. */
  size(): Promise<number>
  cancel(): void
}

function startMember(): Member {
  const { readable, writable } = new DecompressionStream('gzip')
  const writer = writable.getWriter()
  const reader = readable.getReader()
  let ready: Uint8Array[] = []
  let fed = 0
  let size = 0
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      ready.push(value)
      size += value.length
    }
  }
  const all = read()
  // The writer fails by the same; who waits for it hears of it.
  for (const other of [all, writer.closed]) other.catch(() => undefined)
  return {
    async feed(bytes) {
      if (bytes.length === 0) return
      fed += bytes.length
      await writer.write(bytes.slice())
    },
    async end() {
      await writer.close()
      await all
    },
    take() {
      const taken = ready
      ready = []
      return taken
    },
    fed: () => fed,
    async size() {
      // What was unpacked is read by then.
      await new Promise((resolve) => setTimeout(resolve))
      return size
    },
    cancel: () => void reader.cancel().catch(() => undefined),
  }
}

/** Where a member may begin: its mark, and deflate. */
function nextBegin(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(0x1f, from); at >= 0 && at + 2 < data.length; at = data.indexOf(0x1f, at + 1)) {
    if (data[at + 1] === 0x8b && data[at + 2] === 0x08) return at
  }
  return -1
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}

async function attempt(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    throw new WordloomError('ARCHIVE_MALFORMED', 'The gzip file is damaged or was cut short', {
      file,
      hint: 'Download or copy it again, and compare its size and checksum.',
      cause,
    })
  }
}
