// Makes the data of this package from the original text file. Needs the built @wordloom/core.
//
//   node make-glove-mini.mjs PATH/TO/glove.6B.50d.txt [OUTPUT_FOLDER]
//
// Each number is rounded to float32, as the loader reads it, and from there to float16, half to even. The same file
// gives the same bytes.
import { encodeSafetensors, tensorFromFloat32, tensorToFloat32 } from '@wordloom/core'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const words = 20_000
const dimension = 50

const [source, output = fileURLToPath(new URL('../data', import.meta.url))] = process.argv.slice(2)
if (source === undefined) {
  console.error('usage: node make-glove-mini.mjs PATH/TO/glove.6B.50d.txt [OUTPUT_FOLDER]')
  process.exit(2)
}

/** The first lines, and the size and SHA-256 of the whole file. */
async function readSource(path) {
  const hash = createHash('sha256')
  const head = []
  let lineFeeds = 0
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    hash.update(chunk)
    size += chunk.length
    if (lineFeeds >= words) continue
    head.push(chunk)
    for (const byte of chunk) if (byte === 0x0a) lineFeeds += 1
  }
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(head))
  return { lines: text.split('\n').slice(0, words), size, sha256: hash.digest('hex') }
}

function rowOf(line, number) {
  const fields = line.split(' ')
  const numbers = fields.slice(-dimension).map(Number)
  const word = fields.slice(0, -dimension).join(' ')
  if (word === '' || !numbers.every(Number.isFinite)) throw new Error(`line ${number} is no word with 50 numbers`)
  return { word, numbers }
}

const { lines, ...original } = await readSource(source)
const rows = lines.map((line, index) => rowOf(line, index + 1))
const vocabulary = new Set(rows.map(({ word }) => word))
if (vocabulary.size !== words) throw new Error(`expected ${words} different words, received ${vocabulary.size}`)

const data = Float32Array.from(rows.flatMap(({ numbers }) => numbers))
const halves = tensorFromFloat32({ shape: [words, dimension], data }, 'F16')
const vectors = encodeSafetensors(new Map([['embeddings', halves]]), {
  format: 'wordloom-embedding-1',
  source: 'The first 20,000 rows of glove.6B.50d.txt, Stanford GloVe, Wikipedia 2014 + Gigaword 5',
  license: 'PDDL-1.0',
})

await mkdir(output, { recursive: true })
const written = { 'vectors.safetensors': vectors, 'vocabulary.txt': Buffer.from([...vocabulary].join('\n') + '\n') }
const checksums = { 'glove.6B.50d.txt': original }
for (const [name, bytes] of Object.entries(written)) {
  await writeFile(join(output, name), bytes)
  checksums[name] = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
await writeFile(join(output, 'checksums.json'), JSON.stringify(checksums, null, 2) + '\n')

const rounded = tensorToFloat32(halves, 'embeddings').data
let largestDifference = 0
let largestRelative = 0
let largestValue = 0
for (const [index, value] of data.entries()) {
  const difference = Math.abs(value - rounded[index])
  largestDifference = Math.max(largestDifference, difference)
  largestValue = Math.max(largestValue, Math.abs(value))
  // Below 2^-14 float16 has fewer digits and a relative difference says nothing.
  if (Math.abs(value) >= 2 ** -14) largestRelative = Math.max(largestRelative, difference / Math.abs(value))
}
console.log(JSON.stringify({ ...checksums, largestValue, largestDifference, largestRelative }, null, 2))
