/** The formats that vectors are read from. */
export type VectorsFormat = 'text' | 'word2vec-binary' | 'fasttext' | 'npy' | 'safetensors'

/** Bytes that {@link formatOf} looks at. */
export const formatHeadBytes = 4096

const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const
/** 793712314, little-endian. */
const fastTextMagic = [0xba, 0x16, 0x4f, 0x2f] as const
const space = 0x20
const lineFeed = 0x0a
const carriageReturn = 0x0d
/** Of a row that is longer than what is looked at. */
const fewNumbers = 4
/** No text of a number is longer. */
const longestNumber = 64

/**
 * Tells formats by their first bytes, never by a file name.
 *
 * - npy: `\x93NUMPY` (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)
 * - fastText `.bin`: the number 793712314 (https://github.com/facebookresearch/fastText, `src/fasttext.cc`)
 * - safetensors: eight bytes of length, then `{` (https://huggingface.co/docs/safetensors)
 * - word2vec binary: a line of two integers, a word, a space, and then what is no text of numbers
 * - all else is text
 */
export function formatOf(head: Uint8Array): VectorsFormat {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, index) => head[index] === byte)
  if (begins(npyMagic)) return 'npy'
  if (begins(fastTextMagic)) return 'fasttext'
  // A header of safetensors is below 4 GiB, so the upper half of its length is zero, which no text has.
  if (head.length > 8 && head[8] === 0x7b && head[4] === 0 && head[5] === 0 && head[6] === 0 && head[7] === 0) {
    return 'safetensors'
  }
  return isWord2vecBinary(head) ? 'word2vec-binary' : 'text'
}

function isWord2vecBinary(head: Uint8Array): boolean {
  const end = head.indexOf(lineFeed)
  if (end < 3 || end > longestNumber) return false
  const header = /^\d+ (\d+) *\r?$/.exec(String.fromCharCode(...head.subarray(0, end)))
  if (header === null) return false
  const word = head.indexOf(space, end + 1)
  if (word < 0) return false
  const dimension = Number(header[1])
  const lineEnd = head.indexOf(lineFeed, word + 1)
  const isWhole = lineEnd >= 0
  const row = head.subarray(word + 1, isWhole ? lineEnd : head.length)
  // Words of text may hold spaces, so the numbers are the last fields; of a cut row its last field may be cut, too.
  const fields = fieldsOf(row).slice(0, isWhole ? undefined : -1)
  const numbers = isWhole ? fields.slice(-dimension) : fields
  const looksLikeText = isWhole
    ? numbers.length > 0 && numbers.every(isNumber)
    : numbers.slice(-fewNumbers).every(isNumber) && row.includes(space)
  if (!looksLikeText) return true
  // Bytes of a float32 may look like a digit and a line feed or a space. Whoever has too few numbers in the row and
  // control characters around it has no text.
  return isWhole && numbers.length < dimension && head.subarray(end).some(isControl)
}

function fieldsOf(row: Uint8Array): Uint8Array[] {
  const fields: Uint8Array[] = []
  for (let start = 0; start < row.length;) {
    const found = row.indexOf(space, start)
    const stop = found < 0 ? row.length : found
    const field = row.subarray(start, stop)
    if (field.length > 0 && !(field.length === 1 && field[0] === carriageReturn)) fields.push(field)
    start = stop + 1
  }
  return fields
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== lineFeed && byte !== carriageReturn && byte !== 9

function isNumber(field: Uint8Array): boolean {
  const end = field.at(-1) === carriageReturn ? field.length - 1 : field.length
  return end <= longestNumber && field.subarray(0, end).every(isNumeric)
}

/** Digits, signs, points, and the letters of exponents, nan and inf. */
function isNumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || '+-.eEnaNAiIfFtTyY'.includes(String.fromCharCode(byte))
}
