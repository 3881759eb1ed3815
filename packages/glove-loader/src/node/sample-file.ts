import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sampledLines } from '../limits.js'
import { formatOf } from '../formats/sniff-format.js'
import { containerOf } from '../open/sniff.js'
import type { LoadVectorsOptions } from '../options.js'
import { detectFormat, type SampleLine, type VectorFormat } from '../parse/detect-format.js'

/** A plain text file of vectors as its first lines and some others show it, open for reading. */
export interface FileSample extends VectorFormat {
  /** File descriptor. */
  readonly file: number
  /** In bytes. */
  readonly size: number
  readonly byteOrderMark: boolean
  /** Where the first row begins. */
  readonly dataStart: number
  /** Room to reserve: more rows than the file is likely to have. */
  readonly rows: number
  /** Room to reserve: more bytes than its words are likely to have. */
  readonly wordBytes: number
  close(): void
}

/** Read at the begin: the sampled lines of nearly all files are in it. */
const headBytes = 262_144
/** Read at other places, to see how long rows are there: frequent words are short. */
const probeBytes = 16_384
const probes = 3
/** What is reserved beyond the estimate. Memory that is not written to costs nothing. */
const reserve = 1.25
/** Words make up less than this share of a row, unless there are very few columns; then room is made again. */
const wordShare = 0.5

const lineFeed = 0x0a

/** Opens and samples a file; nothing for one that is packed, too small, or no plain file. */
export async function sampleFile(
  path: string | URL,
  name: string,
  smallest: number,
  options: LoadVectorsOptions,
): Promise<FileSample | undefined> {
  let file: number
  try {
    file = openSync(path instanceof URL ? fileURLToPath(path) : path, 'r')
  } catch {
    // Who reads in order will say what is wrong.
    return undefined
  }
  const close = (): void => closeSync(file)
  try {
    const sample = readSample(file, name, smallest, options)
    if (sample !== undefined) return { ...sample, close }
  } catch {
    // As above: a format that is not understood, a read that fails.
  }
  close()
  return undefined
}

function readSample(
  file: number,
  name: string,
  smallest: number,
  options: LoadVectorsOptions,
): Omit<FileSample, 'close'> | undefined {
  const status = fstatSync(file)
  if (!status.isFile() || status.size < smallest) return undefined
  const { size } = status
  const head = readAt(file, 0, headBytes)
  if (containerOf(head) !== 'plain' || formatOf(head) !== 'text') return undefined
  const byteOrderMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const lines = linesOf(head, byteOrderMark ? 3 : 0)
  if (lines.length <= sampledLines) return undefined
  const sampled = lines.slice(0, sampledLines + 1)
  if (sampled.some(({ bytes }) => bytes.length === 0)) return undefined
  const format = detectFormat(sampled, name, options)
  const dataStart = lines[format.header === undefined ? 0 : 1]!.byte

  let shortest = averageLine(head.subarray(dataStart, head.lastIndexOf(lineFeed) + 1))
  for (let probe = 1; probe <= probes; probe++) {
    const bytes = readAt(file, Math.floor(((size - probeBytes) * probe) / probes), probeBytes)
    const whole = bytes.subarray(bytes.indexOf(lineFeed) + 1, bytes.lastIndexOf(lineFeed) + 1)
    if (whole.length > 0) shortest = Math.min(shortest, averageLine(whole))
  }
  const rows = Math.ceil(((size - dataStart) / shortest) * reserve) + sampledLines
  const numbers = 2 * format.dimension
  const wordBytes = Math.ceil(Math.min(rows * Math.max(32, (shortest - numbers) * wordShare), size))
  return { ...format, file, size, byteOrderMark, dataStart, rows, wordBytes }
}

function readAt(file: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  return bytes.subarray(0, readSync(file, bytes, 0, length, position))
}

function linesOf(head: Uint8Array, start: number): SampleLine[] {
  const lines: SampleLine[] = []
  for (let begin = start; lines.length <= sampledLines;) {
    const end = head.indexOf(lineFeed, begin)
    if (end < 0) break
    const content = end > begin && head[end - 1] === 0x0d ? end - 1 : end
    lines.push({ bytes: head.subarray(begin, content), line: lines.length + 1, byte: begin })
    begin = end + 1
  }
  return lines
}

function averageLine(lines: Uint8Array): number {
  let count = 0
  for (let at = lines.indexOf(lineFeed); at >= 0; at = lines.indexOf(lineFeed, at + 1)) count += 1
  return count === 0 ? Infinity : lines.length / count
}
