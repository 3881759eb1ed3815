import { Job, STOP_COLLISIONS, STOP_IRREGULAR, hasStopped, stopJob } from './job'

const FNV_OFFSET: u32 = 0x811c9dc5
const FNV_PRIME: u32 = 0x01000193

/**
 * With at most half of the slots in use, words of any language need some tens of probes at most among millions. More than
 * this are words that somebody made to collide; the index is then made anew with another seed.
 */
const MOST_PROBES: u32 = 1000

/** `hashWord` of core. */
export function hashBytes(start: usize, end: usize, seed: u32): u32 {
  let hash = FNV_OFFSET ^ seed
  for (let at = start; at < end; at++) hash = (hash ^ load<u8>(at)) * FNV_PRIME
  return hash
}

/**
 * Whether bytes are UTF-8.
 * @see https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506 (table 3-7)
 */
export function isUtf8(start: usize, end: usize): bool {
  let at = start
  while (at < end) {
    const lead = load<u8>(at)
    if (lead < 0x80) {
      at++
      continue
    }
    let following: usize = 0
    let lowest: u8 = 0x80
    let highest: u8 = 0xbf
    if (lead >= 0xc2 && lead <= 0xdf) following = 1
    else if (lead >= 0xe0 && lead <= 0xef) {
      following = 2
      if (lead == 0xe0) lowest = 0xa0
      if (lead == 0xed) highest = 0x9f
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      following = 3
      if (lead == 0xf0) lowest = 0x90
      if (lead == 0xf4) highest = 0x8f
    } else return false
    if (at + following >= end) return false
    const second = load<u8>(at, 1)
    if (second < lowest || second > highest) return false
    for (let index: usize = 2; index <= following; index++) {
      if ((load<u8>(at + index) & 0xc0) != 0x80) return false
    }
    at += following + 1
  }
  return true
}

export function sameBytes(a: usize, b: usize, length: usize): bool {
  for (let index: usize = 0; index < length; index++) {
    if (load<u8>(a + index) != load<u8>(b + index)) return false
  }
  return true
}

/**
 * Puts the word of a row into the index, which threads may do at the same time, in any order. Stops the job if another row
 * has the same word.
 */
export function insertWord(job: Job, row: u32, hash: u32): void {
  const start = load<u32>(job.offsets + (<usize>row << 2))
  const length = load<u32>(job.offsets + (<usize>row << 2), 4) - start
  let slot = hash & job.slotMask
  for (let probes: u32 = 0; ; ) {
    const address = job.slots + (<usize>slot << 2)
    let seen = atomic.load<u32>(address)
    if (seen == 0) {
      seen = atomic.cmpxchg<u32>(address, 0, row + 1)
      if (seen == 0) return
    }
    const other = seen - 1
    if (load<u32>(job.hashes + (<usize>other << 2)) == hash) {
      const otherStart = load<u32>(job.offsets + (<usize>other << 2))
      const otherLength = load<u32>(job.offsets + (<usize>other << 2), 4) - otherStart
      if (otherLength == length && sameBytes(job.words + <usize>start, job.words + <usize>otherStart, length)) {
        stopJob(job, STOP_IRREGULAR)
        return
      }
    }
    slot = (slot + 1) & job.slotMask
    if (++probes > MOST_PROBES) {
      stopJob(job, STOP_COLLISIONS)
      return
    }
  }
}

/** Puts rows from `from` to `to` into the index with the seed of the job. */
export function insertWords(jobAddress: usize, from: u32, to: u32): void {
  const job = changetype<Job>(jobAddress)
  for (let row = from; row < to && !hasStopped(job); row++) {
    const start = job.words + <usize>load<u32>(job.offsets + (<usize>row << 2))
    const end = job.words + <usize>load<u32>(job.offsets + (<usize>row << 2), 4)
    const hash = hashBytes(start, end, job.seed)
    store<u32>(job.hashes + (<usize>row << 2), hash)
    insertWord(job, row, hash)
  }
}

/** The number of a word, given by its bytes, among those that are wanted; −1 if it is not. */
export function wantedIndex(job: Job, start: usize, end: usize): i32 {
  let slot = hashBytes(start, end, 0) & job.wantedMask
  while (true) {
    const index = load<u32>(job.wantedSlots + (<usize>slot << 2))
    if (index == 0) return -1
    const entry = job.wantedOffsets + (<usize>(index - 1) << 2)
    const first = load<u32>(entry)
    const length = <usize>(load<u32>(entry, 4) - first)
    if (length == end - start && sameBytes(job.wantedWords + <usize>first, start, length)) return <i32>(index - 1)
    slot = (slot + 1) & job.wantedMask
  }
}
