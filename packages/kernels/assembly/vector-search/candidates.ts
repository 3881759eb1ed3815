import { Found, Search } from './search'

/** The smallest of the `wanted` largest lower bounds so far; whatever is above it by no means is no answer. */
@inline
export function threshold(search: Search, found: Found): f32 {
  return found.heaped < search.wanted ? -Infinity : load<f32>(found.heap)
}

/** Keeps a row that may be an answer: its score is right within `error`. */
export function keepCandidate(search: Search, found: Found, row: u32, score: f32, error: f32): void {
  if (found.count == search.capacity) forget(search, found)
  if (found.count == search.capacity) {
    found.overflow = 1
    return
  }
  const at = <usize>found.count << 2
  store<u32>(found.rows + at, row)
  store<f32>(found.scores + at, score)
  store<f32>(found.errors + at, error)
  found.count += 1
  // A row that float32 cannot handle says nothing about the others.
  if (!isNaN<f32>(score)) pushBound(search, found, score - error)
}

/** Leaves out candidates that have become impossible. */
function forget(search: Search, found: Found): void {
  const least = threshold(search, found)
  let kept: usize = 0
  for (let index: usize = 0; index < <usize>found.count; index++) {
    const at = index << 2
    const score = load<f32>(found.scores + at)
    const error = load<f32>(found.errors + at)
    if (score + error < least) continue
    const to = kept << 2
    store<u32>(found.rows + to, load<u32>(found.rows + at))
    store<f32>(found.scores + to, score)
    store<f32>(found.errors + to, error)
    kept++
  }
  found.count = <u32>kept
}

/** A binary heap whose root is the smallest. */
function pushBound(search: Search, found: Found, bound: f32): void {
  const heap = found.heap
  if (found.heaped < search.wanted) {
    let at = <usize>found.heaped
    found.heaped += 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = load<f32>(heap + (parent << 2))
      if (above <= bound) break
      store<f32>(heap + (at << 2), above)
      at = parent
    }
    store<f32>(heap + (at << 2), bound)
    return
  }
  if (bound <= load<f32>(heap)) return
  const size = <usize>found.heaped
  let at: usize = 0
  while (true) {
    let child: usize = 2 * at + 1
    if (child >= size) break
    if (child + 1 < size && load<f32>(heap + ((child + 1) << 2)) < load<f32>(heap + (child << 2))) child++
    const below = load<f32>(heap + (child << 2))
    if (below >= bound) break
    store<f32>(heap + (at << 2), below)
    at = child
  }
  store<f32>(heap + (at << 2), bound)
}
