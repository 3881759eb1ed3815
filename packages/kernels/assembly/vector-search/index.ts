import { searchBatch } from './batch'
import { makeCodes, searchCodes } from './codes'
import { norms, searchFloats } from './rows'
import { BATCH, BLOCK_ROWS, CODES, FIRST, FLOATS, Found, INTEGERS, NORMS, Search } from './search'

/** Looks at a word this often before a thread goes to sleep: some tens of microseconds. */
const SPINS: i32 = 20000
/** Rows of a block where a row takes little time: claiming one must not count. */
const SCAN_ROWS: u32 = 2048

/** Rows of a block of some kind of work. */
export function blockRows(kind: u32): u32 {
  return kind == BATCH ? BLOCK_ROWS : SCAN_ROWS
}

/** Works on blocks until none is left. */
export function runSearch(address: usize, thread: u32): void {
  const search = changetype<Search>(address)
  while (true) {
    const block = atomic.add<u32>(address + offsetof<Search>('next'), 1)
    if (block >= atomic.load<u32>(address + offsetof<Search>('blocks'))) return
    const kind = search.kind
    const size = blockRows(kind)
    const from = block * size
    const to = min(from + size, search.rows)
    const found = changetype<Found>(search.found + <usize>thread * <usize>search.foundBytes)
    if (kind == NORMS) norms(search, from, to)
    else if (kind == CODES) makeCodes(search, from, to)
    else if (kind == FLOATS) searchFloats(search, found, from, to, false)
    else if (kind == FIRST) searchFloats(search, found, from, to, true)
    else if (kind == INTEGERS) searchCodes(search, found, from, to)
    else searchBatch(search, found, from, to)
    atomic.add<u32>(address + offsetof<Search>('done'), 1)
  }
}

/** Waits, awake, until all blocks are done: threads that work on the last ones need no longer than this one did. */
export function awaitSearch(address: usize): void {
  const blocks = atomic.load<u32>(address + offsetof<Search>('blocks'))
  while (atomic.load<u32>(address + offsetof<Search>('done')) < blocks) {}
}

/** The life of a thread: helps until it is told to stop. */
export function serveSearch(address: usize, thread: u32): void {
  let seen: u32 = 0
  while (true) {
    let spins = 0
    let generation = atomic.load<u32>(address)
    while (generation == seen) {
      if (++spins > SPINS) atomic.wait<i32>(address, <i32>seen, -1)
      generation = atomic.load<u32>(address)
    }
    seen = generation
    if (atomic.load<u32>(address + offsetof<Search>('stop')) != 0) return
    runSearch(address, thread)
  }
}

/** Lets threads begin, or end. */
export function wakeSearch(address: usize): void {
  atomic.add<u32>(address, 1)
  atomic.notify(address, -1)
}
