/** The formats that vectors are read from. */
export type VectorsFormat = 'text' | 'word2vec-binary' | 'fasttext' | 'npy' | 'safetensors'

/** Bytes that {@link formatOf} looks at. */
export const formatHeadBytes = 4096

const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const
/** 793712314, little-endian. */
const fastTextMagic = [0xba, 0x16, 0x4f, 0x2f] as const
const space = 0x20
const lineFeed = 0x0a
/** No text of a number is longer. */
const longestNumber = 64

/**
 * Tells formats by their first bytes, never by a file name.
 *
 * - npy: `\x93NUMPY` (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)
 * - fastText `.bin`: the number 793712314 (https://github.com/facebookresearch/fastText, `src/fasttext.cc`)
 * - safetensors: eight bytes of length, then `{` (https://huggingface.co/docs/safetensors)
 * - word2vec binary: a line of two integers, a word, a space, and then what is no text of a number
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
  if (!/^\d+ \d+ *\r?$/.test(String.fromCharCode(...head.subarray(0, end)))) return false
  const word = head.indexOf(space, end + 1)
  if (word < 0) return false
  const field = head.subarray(word + 1, word + 1 + longestNumber)
  const stop = field.findIndex((byte) => byte === space || byte === lineFeed || byte === 0x0d)
  const number = field.subarray(0, stop < 0 ? field.length : stop)
  // Four bytes of a float32 may happen to look like a digit or two; four of them in a row like a number do not occur.
  return stop === 0 || number.length === 0 || !number.every((byte) => isNumeric(byte))
}

/** Digits, signs, points, and the letters of exponents, nan and inf. */
function isNumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || '+-.eEnaNAiIfFtTyY'.includes(String.fromCharCode(byte))
}
