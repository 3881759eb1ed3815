import { WordloomError } from '@wordloom/core'
import { largestDimension, largestHeaderCount, longestQuote } from '../limits.js'
import type { VectorFileOptions } from '../options.js'
import { countTrailingNumbers, trimmedEnd } from './fields.js'
import { quote } from './quote.js'
import { asciiText } from './read-number.js'
import type { LinePlace } from './split-lines.js'

/** One of the first lines of a file. */
export interface SampleLine extends LinePlace {
  readonly bytes: Uint8Array
}

export interface VectorFormat {
  readonly dimension: number
  /** What a header states; the first line is then no row. */
  readonly header: { readonly words: number; readonly dimension: number } | undefined
}

/**
 * Finds out the dimension and whether there is a header, from the first lines.
 *
 * A row has at least as many numbers at its end as the dimension says, and more only when its token ends in a number
 * (`. 5`). So each line gives a candidate, the count of number-like fields at its end, and the most frequent candidate is
 * the dimension; of equally frequent ones the first. A dimension that the caller states must be the candidate of at least
 * one line.
 *
 * @throws WordloomError `VECTORS_EMPTY`, `VECTORS_MALFORMED`, `EMBEDDING_DIMENSION`
 */
export function detectFormat(sample: readonly SampleLine[], file: string, options: VectorFileOptions): VectorFormat {
  const lines = sample.filter(({ bytes }) => bytes.length > 0)
  const first = lines[0]
  if (first === undefined) throw noVectors(file)
  const stated = options.header === false ? undefined : headerOf(first)
  if (options.header === true && stated === undefined) {
    throw new WordloomError('VECTORS_MALFORMED', 'The first line is no header', {
      file,
      line: first.line,
      expected: 'two integers: words and dimension',
      received: quote(first.bytes),
      hint: 'Leave the option `header` out when the file begins with a row.',
    })
  }
  const counts = lines.map(({ bytes }) => countTrailingNumbers(bytes, 0, trimmedEnd(bytes, 0, bytes.length)))
  if (counts[0] === 0 && looksLikeHtml(first.bytes)) throw webPage(file)
  const header = stated !== undefined && isHeader(stated, counts, file, first, options) ? stated : undefined
  if (header !== undefined && lines.length === 1) throw noVectors(file)
  const candidates = header === undefined ? counts : counts.slice(1)
  const inferred = mostFrequent(candidates)
  if (inferred === 0) throw noRows(file, first)
  const dimension = options.dimension ?? inferred
  if (!candidates.includes(dimension)) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The vectors have another dimension than the one asked for', {
      file,
      line: lines[header === undefined ? 0 : 1]!.line,
      expected: dimension,
      received: inferred,
      hint: 'Leave the dimension out to take the one of the file, or choose the file with this dimension.',
    })
  }
  if (dimension > largestDimension) {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The rows have more fields than any real vectors', {
      file,
      line: first.line,
      expected: `at most ${largestDimension}`,
      received: dimension,
    })
  }
  return { dimension, header }
}

function headerOf({ bytes }: SampleLine): { words: number; dimension: number } | undefined {
  if (bytes.length > longestQuote) return undefined
  const match = /^(\d+) (\d+) *$/.exec(asciiText(bytes, 0, bytes.length))
  return match === null ? undefined : { words: Number(match[1]), dimension: Number(match[2]) }
}

/** Two integers are a header when the rows after them have that dimension; else a row of dimension 1, or a mistake. */
function isHeader(
  stated: { readonly words: number; readonly dimension: number },
  counts: readonly number[],
  file: string,
  { line }: SampleLine,
  options: VectorFileOptions,
): boolean {
  if (counts.length === 1) return options.header === true || options.dimension !== 1
  const dimension = mostFrequent(counts.slice(1))
  if (options.header !== true && dimension === 1 && stated.dimension !== 1) return false
  if (stated.dimension !== dimension && options.mode !== 'lenient') {
    throw new WordloomError('EMBEDDING_DIMENSION', 'The header states another dimension than the rows have', {
      file,
      line,
      expected: stated.dimension,
      received: dimension,
      hint: 'The file is damaged or was put together from two; mode `lenient` goes by the rows.',
    })
  }
  if (stated.words > largestHeaderCount) {
    throw new WordloomError('VECTORS_MALFORMED', 'The header states more words than any file has', {
      file,
      line,
      expected: `at most ${largestHeaderCount}`,
      received: stated.words,
    })
  }
  return true
}

/** The most frequent number that is not 0; the first of equally frequent ones; 0 when there is none. */
function mostFrequent(values: readonly number[]): number {
  const frequencies = new Map<number, number>()
  for (const value of values) if (value > 0) frequencies.set(value, (frequencies.get(value) ?? 0) + 1)
  let best = 0
  for (const [value, frequency] of frequencies) if (frequency > (frequencies.get(best) ?? 0)) best = value
  return best
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html|head|\?xml)/i.test(asciiText(bytes, 0, Math.min(bytes.length, longestQuote)))
}

function webPage(file: string): WordloomError {
  return new WordloomError('VECTORS_MALFORMED', 'This is an HTML page, not a vector file', {
    file,
    line: 1,
    hint: 'A download saved the error page of a web site; download the file again.',
  })
}

/** The error for a file without a single row. */
export function noVectors(file: string): WordloomError {
  return new WordloomError('VECTORS_EMPTY', 'The file holds no vectors', {
    file,
    hint: 'Was the download or the copy interrupted?',
  })
}

function noRows(file: string, { bytes, line }: SampleLine): WordloomError {
  const binary = bytes.includes(0)
  return new WordloomError('VECTORS_MALFORMED', 'The first lines are no words with numbers', {
    file,
    line,
    expected: 'a token and its numbers, separated by single spaces',
    received: quote(bytes),
    hint: binary
      ? 'This looks like a binary file, of no format that is known: word2vec, fastText, npy and safetensors are.'
      : 'Is this a GloVe or word2vec text file?',
  })
}
