import fc from 'fast-check'

/** A text of vectors and what it means. */
export interface VectorText {
  readonly bytes: Uint8Array
  readonly dimension: number
  /** Rows that are no mistake: words and the texts of their numbers. */
  readonly rows: readonly TextRow[]
  /** The vector of a last row `<unk>`. */
  readonly unknown: readonly string[] | undefined
  readonly bad: number
}

/** A word and the texts of its numbers. */
export type TextRow = readonly [word: string, numbers: readonly string[]]

/** A quick source of numbers: large files would take fast-check minutes. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = ReturnType<typeof randomOf>

const digitsOf = (random: Random, count: number): string => Array.from({ length: count }, () => random(10)).join('')

const signOf = (random: Random, plus: string): string => ['', '', '-', plus][random(4)]!

/** All ways to write a float32 in decimal. `regular` ones are those that published files have. */
function numberOf(random: Random, regular: boolean): string {
  const kind = random(regular ? 4 : 12)
  if (kind < 2) return `${signOf(random, '')}${random(10)}.${digitsOf(random, 1 + random(7))}`
  if (kind === 2) return `${signOf(random, '')}${digitsOf(random, 1 + random(8))}`
  if (kind === 3) return `${signOf(random, '')}${random(10)}.${digitsOf(random, 1 + random(6))}e-0${random(10)}`
  if (kind === 4) return `${signOf(random, '+')}${digitsOf(random, 1 + random(25))}`
  if (kind === 5) return `${signOf(random, '+')}.${digitsOf(random, 1 + random(25))}`
  if (kind === 6) return `${signOf(random, '+')}000${digitsOf(random, 1 + random(6))}.000`
  if (kind === 7)
    return `${random(10)}.${digitsOf(random, 1 + random(24))}${'eE'[random(2)]}${signOf(random, '+')}${random(38)}`
  // Around the least numbers: subnormal, and half of the least.
  if (kind === 8) return `${signOf(random, '')}${random(10)}.${digitsOf(random, random(12))}e-${37 + random(12)}`
  // Half-way between two float32 values, and a little beyond.
  if (kind === 9) {
    const exact = (2 ** 24 + 2 * random(2 ** 23) + 1) * 2 ** (random(30) - 25)
    return `${exact.toFixed(30).replace(/0+$/, '')}${['', '0', '000000001'][random(3)]}`
  }
  if (kind === 10)
    return ['-0', '0', '-0.0', '0.', '5.', '.5', '1e0', '3.4028235e38', '-3.4028235677973362e38'][random(9)]!
  return String(Math.fround((random(2 ** 30) - 2 ** 29) / 2 ** random(40)))
}

const oddWords = [
  '. . .',
  'at name@domain.com',
  '\u00a0',
  '\u0085',
  'a\u2028b',
  '\ufeffx',
  'é',
  '日本語',
  '😀',
  'x\ry',
  '\t',
]

/** A file of many rows; `regular`: all as the fast parser reads them. */
export function makeText(seed: number, count: number, regular: boolean): VectorText {
  const random = randomOf(seed)
  // Wide enough that some ten thousand rows are read on threads.
  const dimension = (regular ? 5 : 2) + random(9)
  const end = random(3) === 0 ? '\r\n' : '\n'
  const rows: TextRow[] = []
  const lines: (string | Uint8Array)[] = []
  let bad = 0
  const numbers = (): string[] => Array.from({ length: dimension }, () => numberOf(random, regular))
  for (let row = 0; row < count; row++) {
    const kind = regular || row < 120 ? 99 : random(200)
    const values = numbers()
    let word = random(4) === 0 ? `${['é', '日', '😀', 'x'][random(4)]}${row}` : `w${row}`
    if (kind === 0) {
      word = `${oddWords[random(oddWords.length)]}${random(2) === 0 ? 'q' : ''}`
    } else if (kind === 1) {
      word = `w${random(row)}`
    } else if (kind === 2) {
      bad += 1
      lines.push([`${word} ${values.slice(1).join(' ')}`, `${word} ${values.with(0, 'x1').join(' ')}`, ''][random(3)]!)
      continue
    } else if (kind === 3) {
      bad += 1
      lines.push(Uint8Array.of(0xff, 0xc0, ...new TextEncoder().encode(` ${values.join(' ')}`)))
      continue
    } else if (kind === 4) {
      lines.push(`${word} ${values.join(' ')}  `)
      rows.push([word, values])
      continue
    }
    lines.push(`${word} ${values.join(' ')}`)
    rows.push([word, values])
  }
  const withUnknown = !regular && random(2) === 0
  const unknown = withUnknown ? numbers() : undefined
  if (unknown !== undefined) lines.push(`<unk> ${unknown.join(' ')}`)
  else if (lines.at(-1) === '') lines.push('')
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  if (random(3) === 0) parts.push(encoder.encode('\ufeff'))
  if (random(2) === 0) parts.push(encoder.encode(`${count} ${dimension}${end}`))
  for (const [index, line] of lines.entries()) {
    parts.push(typeof line === 'string' ? encoder.encode(line) : line)
    if (index < lines.length - 1 || random(2) === 0) parts.push(encoder.encode(end))
  }
  return { bytes: Uint8Array.from(Buffer.concat(parts)), dimension, rows, unknown, bad }
}

/** What a text means: words in the order of their first rows, each with the vector of that row. */
export function meaningOf({ rows }: Pick<VectorText, 'rows'>): Map<string, number[]> {
  const meaning = new Map<string, number[]>()
  for (const [word, numbers] of rows) {
    if (!meaning.has(word))
      meaning.set(
        word,
        numbers.map((text) => Math.fround(Number(text))),
      )
  }
  return meaning
}

/** Cuts bytes at random places. */
export function* randomPieces(bytes: Uint8Array, seed: number, longest: number): Generator<Uint8Array> {
  const random = randomOf(seed)
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random(longest)
    yield bytes.subarray(start, end)
    start = end
  }
}

export const anySeed: fc.Arbitrary<number> = fc.integer({ min: 1, max: 2 ** 30 })
