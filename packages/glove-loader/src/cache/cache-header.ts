/**
 * The binary cache of vectors, version 1. Numbers are in the byte order of the machine that wrote it, which the header
 * tells; sections begin at multiples of {@link pageBytes}, and what lies between them is zero.
 *
 * | offset | type   | content                                                                       |
 * | ------ | ------ | ----------------------------------------------------------------------------- |
 * | 0      | 8 × u8 | `WLVECTOR`                                                                    |
 * | 8      | u32    | version, 1                                                                    |
 * | 12     | u32    | 0x01020304                                                                    |
 * | 16     | u32    | type of the matrix: 0 float32, 1 float16, 2 int8                              |
 * | 20     | u32    | dimension                                                                     |
 * | 24     | u64    | rows: words, without padding and unknown                                      |
 * | 32     | 7 × u64 | where sections begin: matrix `[rows, dimension]`, scales `[rows]` (int8 only), words in UTF-8, their offsets `[rows + 1]`, slots of the hash index, JSON, checksums |
 * | 88     | u64    | bytes of words                                                                |
 * | 96     | u64    | slots, a power of two                                                         |
 * | 104    | u64    | bytes of JSON                                                                 |
 * | 112    | u64    | bytes of the file                                                             |
 * | 120    | u32    | seed of the hash, see `hashWord` of `@wordloom/core`                          |
 * | 124    | u32    | CRC-32 of the options that the vectors were read with                         |
 * | 128    | u64    | bytes of the source                                                           |
 * | 136    | f64    | when the source was changed, in milliseconds since 1970                       |
 * | 144    | 32 × u8 | SHA-256 of samples of the source                                              |
 * | 4092   | u32    | CRC-32 of all before                                                          |
 *
 * Checksums are the CRC-32 of each page between header and checksums, one after another. The last section ends the file.
 * The header is written last: a file that was not finished has none.
 */
export interface CacheHeader {
  readonly dtype: CacheType
  readonly dimension: number
  readonly rows: number
  readonly sections: CacheSections
  readonly wordBytes: number
  readonly slots: number
  readonly jsonBytes: number
  readonly fileBytes: number
  readonly seed: number
  readonly optionsChecksum: number
  readonly source: SourceStamp
}

/** How the matrix is kept. */
export type CacheType = 'float32' | 'float16' | 'int8'

/** Where sections begin. */
export interface CacheSections {
  readonly matrix: number
  readonly scales: number
  readonly words: number
  readonly offsets: number
  readonly slots: number
  readonly json: number
  readonly checksums: number
}

/** What tells whether a source is still the one that was read. */
export interface SourceStamp {
  readonly size: number
  /** In milliseconds since 1970. */
  readonly modified: number
  /** SHA-256 of samples, 32 bytes. */
  readonly hash: Uint8Array
}

/** CRC-32 as in zip and gzip files. */
export type Crc32 = (bytes: Uint8Array) => number

/** A page of memory on nearly all machines: what the system reads at least. */
export const pageBytes = 4096

const magic = 'WLVECTOR'
const version = 1
const byteOrder = 0x01020304
const types = ['float32', 'float16', 'int8'] as const
const valueBytes = { float32: 4, float16: 2, int8: 1 } as const
const sectionNames = ['matrix', 'scales', 'words', 'offsets', 'slots', 'json', 'checksums'] as const
const sectionsAt = 32
const hashAt = 144
const hashBytes = 32
const checksumAt = pageBytes - 4

/** Bytes of a row of the matrix. */
export function rowBytes({ dtype, dimension }: Pick<CacheHeader, 'dtype' | 'dimension'>): number {
  return dimension * valueBytes[dtype]
}

/** The next multiple of {@link pageBytes}. */
export function pageAligned(bytes: number): number {
  return Math.ceil(bytes / pageBytes) * pageBytes
}

/** A page with the header. */
export function encodeCacheHeader(header: CacheHeader, crc32: Crc32): Uint8Array {
  const bytes = new Uint8Array(pageBytes)
  bytes.set(new TextEncoder().encode(magic))
  const numbers = new Uint32Array(bytes.buffer)
  const larger = new BigUint64Array(bytes.buffer)
  numbers.set([version, byteOrder, types.indexOf(header.dtype), header.dimension], 2)
  larger[3] = BigInt(header.rows)
  for (const [index, name] of sectionNames.entries()) larger[sectionsAt / 8 + index] = BigInt(header.sections[name])
  const counts = [header.wordBytes, header.slots, header.jsonBytes, header.fileBytes]
  for (const [index, count] of counts.entries()) larger[11 + index] = BigInt(count)
  numbers[30] = header.seed
  numbers[31] = header.optionsChecksum
  larger[16] = BigInt(header.source.size)
  new Float64Array(bytes.buffer)[17] = header.source.modified
  bytes.set(header.source.hash.subarray(0, hashBytes), hashAt)
  numbers[checksumAt / 4] = crc32(bytes.subarray(0, checksumAt))
  return bytes
}

/**
 * Reads a header. Gives a sentence instead when this is none, or none of this version and machine, or when its numbers
 * contradict each other or the size of the file.
 *
 * @param page - the first {@link pageBytes} of the file, in memory of its own.
 */
export function decodeCacheHeader(page: Uint8Array, fileBytes: number, crc32: Crc32): CacheHeader | string {
  if (page.length < pageBytes) return 'The cache is shorter than its header'
  const bytes = page.slice(0, pageBytes)
  const numbers = new Uint32Array(bytes.buffer)
  const larger = new BigUint64Array(bytes.buffer)
  if (String.fromCharCode(...bytes.subarray(0, magic.length)) !== magic) return 'This is no cache of vectors'
  if (numbers[3] !== byteOrder) return 'The cache was written on a machine with another byte order'
  if (numbers[2] !== version) return `The cache has version ${numbers[2]}, and this package reads version ${version}`
  if (numbers[checksumAt / 4] !== crc32(bytes.subarray(0, checksumAt))) return 'The header of the cache is damaged'
  const at = (index: number): number => Number(larger[index])
  const [matrix, scales, words, offsets, slots, json, checksums] = sectionNames.map((_, index) => at(4 + index))
  const header: CacheHeader = {
    dtype: types[numbers[4]!] ?? 'float32',
    dimension: numbers[5]!,
    rows: at(3),
    sections: {
      matrix: matrix!,
      scales: scales!,
      words: words!,
      offsets: offsets!,
      slots: slots!,
      json: json!,
      checksums: checksums!,
    },
    wordBytes: at(11),
    slots: at(12),
    jsonBytes: at(13),
    fileBytes: at(14),
    seed: numbers[30]!,
    optionsChecksum: numbers[31]!,
    source: {
      size: at(16),
      modified: new Float64Array(bytes.buffer)[17]!,
      hash: bytes.slice(hashAt, hashAt + hashBytes),
    },
  }
  if (header.fileBytes !== fileBytes) return 'The cache was cut short, or something was added to it'
  return isConsistent(header, numbers[4]!) ? header : 'The header of the cache contradicts itself'
}

/** The checksum protects from damage, this from files that somebody made. */
function isConsistent(header: CacheHeader, type: number): boolean {
  const { dimension, rows, sections, wordBytes, slots, jsonBytes, fileBytes } = header
  const ends = {
    matrix: rows * rowBytes(header),
    scales: header.dtype === 'int8' ? 4 * rows : 0,
    words: wordBytes,
    offsets: 4 * (rows + 1),
    slots: 4 * slots,
    json: jsonBytes,
  }
  let expected = pageBytes
  for (const [name, bytes] of Object.entries(ends)) {
    if (sections[name as keyof typeof ends] !== expected) return false
    expected += pageAligned(bytes)
  }
  const pages = expected / pageBytes - 1
  return (
    type < types.length &&
    dimension >= 1 &&
    slots >= 2 * rows &&
    Number.isInteger(Math.log2(slots)) &&
    sections.checksums === expected &&
    fileBytes === expected + 4 * pages
  )
}
