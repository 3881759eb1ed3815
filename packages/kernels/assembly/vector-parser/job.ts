// What threads that parse a text of vectors share. Pieces of the text are claimed by a counter; a piece owns the lines that
// begin in it. Every thread first counts the lines and the bytes of words of its piece, which takes a fraction of the time of
// parsing, learns from the piece before how many come before, and says the same to the piece after: from then on it writes
// every row to its final place, and no row is ever moved.
//
// All this is for regular rows: a word without a space that no other row has, and one number for each column. At the first
// other row everything stops, and the caller, who knows what such rows mean, reads the text again.

/** All rows of the piece are parsed. */
export const DONE: i32 = 0
/** The last line of the piece goes on beyond the bytes that were given. */
export const NEEDS_MORE: i32 = 1
/** The job has stopped; `Job.stop` says why. */
export const STOPPED: i32 = 2

/** Somebody asked for it. */
export const STOP_ASKED: u32 = 1
/** There are more rows or bytes of words than there is room for. */
export const STOP_FULL: u32 = 2
/** A row is not regular. */
export const STOP_IRREGULAR: u32 = 3
/** Words have been made to collide: the index needs another seed. */
export const STOP_COLLISIONS: u32 = 4
/** A thread died, or the file could not be read. */
export const STOP_FAILED: u32 = 5

/** The fields are those of `src/vectors/vector-parser.ts`, in its order; all have 32 bits. */
@unmanaged
export class Job {
  next: u32
  stop: u32
  pieces: u32
  dimension: u32
  /** `[pieces + 1]`: rows before a piece, + 1; 0 while that is not known. */
  rowsBefore: usize
  /** `[pieces + 1]`: bytes of words before a piece. */
  wordsBefore: usize
  rowCapacity: u32
  wordCapacity: u32
  words: usize
  /** `[rowCapacity + 1]` */
  offsets: usize
  /** `[rowCapacity]` */
  hashes: usize
  /** Of the index; 0 for none. */
  slots: usize
  slotMask: u32
  seed: u32
  /** `[rowCapacity, dimension]` */
  matrix: usize
  /** The words that are wanted, a table as that of core; no slots for all words. */
  wantedSlots: usize
  wantedMask: u32
  wantedWords: usize
  wantedOffsets: usize
  /** `[rowCapacity, 2]`, when only some words are wanted: row and number of the word of each row kept, in no order. */
  keptRows: usize
  keptCount: u32
  /** Pieces that are done. */
  donePieces: u32
}

@inline
export function stopJob(job: Job, reason: u32): i32 {
  // The first reason stays: what comes after may be a consequence.
  atomic.cmpxchg<u32>(changetype<usize>(job) + offsetof<Job>('stop'), 0, reason)
  return STOPPED
}

@inline
export function hasStopped(job: Job): bool {
  return atomic.load<u32>(changetype<usize>(job) + offsetof<Job>('stop')) != 0
}
