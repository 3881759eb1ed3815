// What threads that search vectors share. Rows are worked on in blocks that threads claim by a counter. The calling thread
// makes the counter unreachable before it changes anything else, and counts blocks that are done: a thread that wakes up
// late, or never, finds nothing to claim and is not waited for.

/** Norms of rows, as 1 ÷ norm, 0 for a row of zeros. */
export const NORMS: u32 = 1
/** Whole numbers for rows, with what they leave out. */
export const CODES: u32 = 2
/** One query over the float32 rows. */
export const FLOATS: u32 = 3
/** One query over the whole numbers. */
export const INTEGERS: u32 = 4
/** Norms, and one query over the float32 rows, in one pass. */
export const FIRST: u32 = 5
/** Many queries at once. */
export const BATCH: u32 = 6

/** Rows of a block. Its products with a thousand queries fit into a second-level cache. */
export const BLOCK_ROWS: u32 = 128

/** The fields of `Search` in `src/vectors/vector-search.ts`, in its order; all have 32 bits. */
@unmanaged
export class Search {
  /** Raised when there is work. */
  generation: u32
  stop: u32
  next: u32
  blocks: u32
  done: u32
  kind: u32
  rows: u32
  dimension: u32
  /** `[rows, dimension]` */
  matrix: usize
  /** `[rows]`: 1 ÷ norm. */
  inverseNorms: usize
  /** `[rows, codeStride]` whole numbers, `codeStride` a multiple of 16, zeros behind the dimension. */
  codes: usize
  codeStride: u32
  /** `[rows]`: what a whole number is worth, ÷ norm. */
  factors: usize
  /** `[rows]`: norm of what the whole numbers leave out, ÷ norm, rounded up. */
  residuals: usize
  /** float32 `[dimension]` of length 1; for `INTEGERS` 16-bit whole numbers `[codeStride]`. */
  query: usize
  /** What a whole number of the query is worth. */
  queryScale: f32
  /** What a score of this query may be off by, the residual of the row left aside. */
  queryError: f32
  /** How many answers are wanted; of a batch, how many are kept for each that is asked. */
  wanted: u32
  /** Room for candidates of a thread. */
  capacity: u32
  /** `[threads]` of `Found`; each has its own. */
  found: usize
  foundBytes: u32
  /** `BATCH`: `[queries, dimension]` vectors of length 1. */
  queries: usize
  queryCount: u32
  /** `BATCH`: `[asked, 3]` rows of queries: first + second − third; a number beyond `queryCount` is none. */
  asked: usize
  askedCount: u32
}

/** Where a thread puts candidates of one query. */
@unmanaged
export class Found {
  count: u32
  /** More candidates than there is room for: the answer is not whole. */
  overflow: u32
  /** The `heaped` largest lower bounds, the smallest first. */
  heaped: u32
  heap: usize
  /** `[capacity]` rows, scores and errors. */
  rows: usize
  scores: usize
  errors: usize
  /** Panels, products, and the answers of a batch. */
  panels: usize
  products: usize
  batchRows: usize
  batchScores: usize
}
