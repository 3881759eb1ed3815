import { WordloomError } from '@wordloom/core'
import type { VectorSet } from '../catalogue/vector-set.js'
import { containerOf } from '../open/sniff.js'
import { detectFormat, type SampleLine } from '../parse/detect-format.js'

/** Bytes that {@link checkFirstRows} looks at: enough for some rows of any text of vectors. */
export const headBytes = 65_536

/**
 * Looks at the first rows of a text: whether there are any, and of the dimension that the catalogue states. Files in other
 * formats, and packed ones, are left to who reads them.
 *
 * @param head - the first {@link headBytes} of the file, or all of it.
 * @throws WordloomError `DOWNLOAD_CORRUPT`
 */
export function checkFirstRows(head: Uint8Array, set: VectorSet): void {
  if (!/\.(txt|vec)$/.test(set.file) || containerOf(head) !== 'plain') return
  try {
    detectFormat(linesOf(head), set.file, { dimension: set.dimension })
  } catch (cause) {
    throw new WordloomError('DOWNLOAD_CORRUPT', `What came is not the file ${set.file}`, {
      file: set.file,
      expected: `rows of ${set.dimension} numbers`,
      received: cause instanceof Error ? cause.message : String(cause),
      hint: 'It is not kept. Try again, or name a mirror with the option `mirrors` or WORDLOOM_VECTORS_MIRROR.',
      cause,
    })
  }
}

function linesOf(head: Uint8Array): SampleLine[] {
  const lines: SampleLine[] = []
  for (let start = 0; start < head.length;) {
    const found = head.indexOf(0x0a, start)
    // The last line may be cut, unless it is the only one.
    if (found < 0 && lines.length > 0) break
    const end = found < 0 ? head.length : found
    lines.push({ bytes: head.subarray(start, end), line: lines.length + 1, byte: start })
    start = end + 1
  }
  return lines
}
