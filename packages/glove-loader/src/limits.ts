/**
 * Limits for files of unknown origin. Each is far above any real vector file; what exceeds one is damaged, no vector file,
 * or an attack on memory.
 */

/**
 * Largest dimension. Published vectors have at most a few thousand columns (the largest GloVe ones 300); 65,536 still
 * lets a row of 25-digit numbers fit into {@link longestLine}.
 */
export const largestDimension = 65_536

/**
 * Longest line in bytes, the only text that is held as a whole. A file without line feeds (a binary one) is refused here
 * instead of filling the memory.
 */
export const longestLine = 4_194_304

/**
 * Largest number of words that a header may state. The count is only a hint for how much to reserve, but a larger one
 * means that the line is no header: a billion words would be over a terabyte of text.
 */
export const largestHeaderCount = 1_000_000_000

/** Lines looked at to find out the dimension: enough that odd tokens are outvoted, few enough to be read at once. */
export const sampledLines = 100

/**
 * Times that packed input may be larger unpacked, once it is larger than {@link packedFreely}. Text of vectors packs to a
 * third, numbers hardly at all, rows of zeros to a hundredth; deflate reaches a thousand only with the same bytes over and
 * over.
 */
export const largestPackingRatio = 300

/** Bytes that anything may unpack to. */
export const packedFreely = 67_108_864

/** Rows reserved at the start when nothing tells how many will come. */
export const firstRows = 1_024

/** Examples kept of each kind of oddity in a report. */
export const mostExamples = 20

/** Characters of somebody's file that an error message quotes. */
export const longestQuote = 40
