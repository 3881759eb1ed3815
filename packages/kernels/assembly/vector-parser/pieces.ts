import { DONE, hasStopped, Job, NEEDS_MORE, STOP_FAILED, STOP_FULL, STOP_IRREGULAR, stopJob, STOPPED } from './job'
import { readNumbers } from './numbers'
import { contentEnd, findLines, findNewline, findSpace, findSpaces } from './scan'
import { hashBytes, insertWord, isUtf8, wantedIndex } from './words'

/** Looks at the piece before without sleeping; it needs as long as counting takes, some tens of microseconds. */
const SPINS: u32 = 10_000
/** How long a thread sleeps before it looks again whether the job was stopped. */
const NAP_NANOSECONDS: i64 = 1_000_000
/** Half a minute: no read of a piece takes so long, so the thread that has the piece before must have died. */
const MOST_NAPS: u32 = 30_000

/** The number of the next piece, or −1 when none is left. */
export function claimPiece(jobAddress: usize): i32 {
  const job = changetype<Job>(jobAddress)
  if (hasStopped(job)) return -1
  const piece = atomic.add<u32>(jobAddress + offsetof<Job>('next'), 1)
  return piece < job.pieces ? <i32>piece : -1
}

/**
 * Parses the lines that begin in a piece.
 *
 * @param start - the first byte of the piece; that of the text before it stands in front of it, but for piece 0.
 * @param given - bytes from `start` on that are there, up to 63 more are read.
 * @param length - bytes of the piece.
 * @param last - whether the text ends with the bytes given.
 * @param ends - room for as many numbers as there may be lines, `length` at most, and as many again.
 * @param positions - room for `dimension + 65` numbers.
 */
export function parsePiece(
  jobAddress: usize,
  piece: u32,
  start: usize,
  given: u32,
  length: u32,
  last: bool,
  ends: usize,
  positions: usize,
): i32 {
  const job = changetype<Job>(jobAddress)
  const stop = start + <usize>given
  const border = start + <usize>length
  let from = start
  if (piece != 0) from = min(findNewline(start - 1, min(border, stop)) + 1, border)
  let to = from
  if (from < border && from < stop) {
    to = border >= stop && last ? stop : min(findNewline(border - 1, stop) + 1, stop)
    if (!last && (to == start || load<u8>(to - 1) != 0x0a)) return NEEDS_MORE
  }

  const lines = findLines(from, to, ends)
  const spaces = ends + (<usize>lines << 2)
  let wordBytes: u32 = 0
  const onlySome = job.wantedSlots != 0
  let line = from
  if (!onlySome) {
    for (let index: usize = 0; index < <usize>lines; index++) {
      const end = <usize>load<u32>(ends + (index << 2))
      const space = findSpace(line, end)
      store<u32>(spaces + (index << 2), <u32>space)
      wordBytes += <u32>(space - line)
      line = end + 1
    }
  }

  const before = waitForPiece(job, piece)
  if (before == 0) return STOPPED
  const firstRow = before - 1
  const firstByte = load<u32>(job.wordsBefore + (<usize>piece << 2))
  if (!onlySome && (firstRow + <u32>lines > job.rowCapacity || firstByte + wordBytes > job.wordCapacity)) {
    return stopJob(job, STOP_FULL)
  }
  store<u32>(job.wordsBefore + (<usize>piece << 2), firstByte + wordBytes, 4)
  const next = job.rowsBefore + (<usize>(piece + 1) << 2)
  atomic.store<u32>(next, before + <u32>lines)
  atomic.notify(next, -1)

  const result = onlySome
    ? keepWanted(job, from, ends, lines, firstRow, positions)
    : parseRows(job, from, ends, lines, firstRow, firstByte, positions)
  if (result == DONE) {
    atomic.add<u32>(jobAddress + offsetof<Job>('donePieces'), 1)
    atomic.notify(jobAddress + offsetof<Job>('donePieces'), -1)
  }
  return result
}

/** What the piece before said, or 0 if the job was stopped. */
function waitForPiece(job: Job, piece: u32): u32 {
  const address = job.rowsBefore + (<usize>piece << 2)
  let spins: u32 = 0
  while (true) {
    const before = atomic.load<u32>(address)
    if (before != 0) return before
    if (hasStopped(job)) return 0
    if (++spins <= SPINS) continue
    atomic.wait<i32>(address, 0, NAP_NANOSECONDS)
    if (spins > SPINS + MOST_NAPS) stopJob(job, STOP_FAILED)
  }
}

function parseRows(
  job: Job,
  from: usize,
  ends: usize,
  lines: i32,
  firstRow: u32,
  firstByte: u32,
  positions: usize,
): i32 {
  const spaces = ends + (<usize>lines << 2)
  const dimension = <i32>job.dimension
  let line = from
  let word = firstByte
  for (let index: usize = 0; index < <usize>lines; index++) {
    const row = firstRow + <u32>index
    const end = <usize>load<u32>(ends + (index << 2))
    const content = contentEnd(line, end)
    const space = <usize>load<u32>(spaces + (index << 2))
    const target = job.matrix + <usize>row * <usize>(dimension << 2)
    if (
      !isOrdinaryWord(line, space) ||
      !findSpaces(space, content, dimension, positions) ||
      !readNumbers(positions, dimension, target)
    ) {
      return stopJob(job, STOP_IRREGULAR)
    }
    const length = <u32>(space - line)
    memory.copy(job.words + <usize>word, line, <usize>length)
    store<u32>(job.offsets + (<usize>row << 2), word)
    word += length
    store<u32>(job.offsets + (<usize>row << 2), word, 4)
    const hash = hashBytes(line, space, job.seed)
    store<u32>(job.hashes + (<usize>row << 2), hash)
    if (job.slots != 0) {
      insertWord(job, row, hash)
      if (hasStopped(job)) return STOPPED
    }
    line = end + 1
  }
  return DONE
}

/** Takes the rows whose words are wanted, to the next free places. */
function keepWanted(job: Job, from: usize, ends: usize, lines: i32, firstRow: u32, positions: usize): i32 {
  const address = changetype<usize>(job)
  const dimension = <i32>job.dimension
  let line = from
  for (let index: usize = 0; index < <usize>lines; index++) {
    const end = <usize>load<u32>(ends + (index << 2))
    const content = contentEnd(line, end)
    const space = findSpace(line, content)
    if (line == content) return stopJob(job, STOP_IRREGULAR)
    const wanted = wantedIndex(job, line, space)
    if (wanted >= 0) {
      const kept = atomic.add<u32>(address + offsetof<Job>('keptCount'), 1)
      if (kept >= job.rowCapacity) return stopJob(job, STOP_FULL)
      if (
        !isOrdinaryWord(line, space) ||
        !findSpaces(space, content, dimension, positions) ||
        !readNumbers(positions, dimension, job.matrix + <usize>kept * <usize>(dimension << 2))
      ) {
        return stopJob(job, STOP_IRREGULAR)
      }
      store<u32>(job.keptRows + (<usize>kept << 3), firstRow + <u32>index)
      store<u32>(job.keptRows + (<usize>kept << 3), <u32>wanted, 4)
    }
    line = end + 1
  }
  return hasStopped(job) ? STOPPED : DONE
}

/** Not empty, UTF-8, and neither `<unk>` nor `[UNK]`, which mean something else in some places. */
function isOrdinaryWord(start: usize, end: usize): bool {
  const length = end - start
  if (length == 0) return false
  if (length == 5) {
    const first = load<u32>(start)
    const last = load<u8>(start, 4)
    // '<unk' + '>' and '[UNK' + ']', little-endian.
    if ((first == 0x6b6e753c && last == 0x3e) || (first == 0x4b4e555b && last == 0x5d)) return false
  }
  return isUtf8(start, end)
}
