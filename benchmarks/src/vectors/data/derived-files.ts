import { BlobWriter, ZipWriter } from '@zip.js/zip.js'
import { createReadStream, createWriteStream, existsSync, openAsBlob } from 'node:fs'
import { mkdir, readFile, rename, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { WordloomError } from '@wordloom/core'
import { cacheFolder } from '../../folders.js'
import { originalVectors } from './original-vectors.js'

const folder = join(cacheFolder, 'data')

/** Makes a file once, under a temporary name until it is whole. */
async function once(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(folder, name)
  if (existsSync(path)) return path
  await mkdir(folder, { recursive: true })
  await make(`${path}.part`)
  await rename(`${path}.part`, path)
  return path
}

/** A folder of files that a run keeps for the next. */
export async function cachedFolder(name: string): Promise<string> {
  await mkdir(join(folder, name), { recursive: true })
  return join(folder, name)
}

export function gzippedVectors(): Promise<string> {
  return once('glove.6B.50d.txt.gz', (path) =>
    pipeline(createReadStream(originalVectors()), createGzip({ level: 6 }), createWriteStream(path)),
  )
}

export function zippedVectors(): Promise<string> {
  return once('glove.6B.50d.zip', async (path) => {
    const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 6 })
    const { BlobReader } = await import('@zip.js/zip.js')
    await zip.add('glove.6B.50d.txt', new BlobReader(await openAsBlob(originalVectors())))
    await writeFile(path, new Uint8Array(await (await zip.close()).arrayBuffer()))
  })
}

const wantedWords = 9_700
const unknownWords = 300

/** 9,700 words of the vectors, evenly spread, `king` among them, and 300 that are not there. */
export function wordList(): Promise<string> {
  return once('wanted-words.txt', async (path) => {
    const lines = (await readFile(originalVectors(), 'utf8')).split('\n')
    const step = Math.floor(lines.length / wantedWords)
    const words = Array.from({ length: wantedWords }, (_, index) => lines[index * step]!.split(' ', 1)[0]!)
    words[0] = 'king'
    for (let index = 0; index < unknownWords; index++) words.push(`unknown-${index}`)
    await writeFile(path, [...new Set(words)].join('\n'))
  })
}

/** Rows and columns of the large file: those of GloVe 840B. */
export const largeRows = 2_200_000
const largeColumns = 300
/** The text and its cache. */
const largeBytes = 9e9

/** 2.2 million × 300 in GloVe's style, 5.6 GB. Throws WordloomError `FILE_WRITE_FAILED` where the disk is too full. */
export function largeVectors(onProgress: (text: string) => void): Promise<string> {
  return once(`large-${largeRows}.txt`, async (path) => {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < largeBytes) {
      throw new WordloomError('FILE_WRITE_FAILED', 'There is not enough room on the disk for the large file', {
        expected: largeBytes,
        received: bavail * bsize,
      })
    }
    onProgress('writing 2.2 million vectors, which takes a minute or two')
    await pipeline(largeRowsText(), createWriteStream(path, { highWaterMark: 8_388_608 }))
  })
}

/** Numbers are taken from a list: what they are does not matter, and making them would take longer than writing them. */
function* largeRowsText(): Generator<string> {
  let state = 1
  const next = (): number => (state = (state * 48_271) % 2_147_483_647)
  const numbers = Array.from({ length: 8192 }, () => (next() / 2_147_483_647 - 0.5).toFixed(5))
  const runs = Array.from({ length: 4096 }, () =>
    Array.from({ length: largeColumns / 10 }, () => numbers[next() & 8191]!).join(' '),
  )
  let piece: string[] = []
  for (let row = 0; row < largeRows; row++) {
    const parts = Array.from({ length: 10 }, () => runs[next() & 4095]!)
    piece.push(`word${row} ${parts.join(' ')}\n`)
    if (piece.length < 1000) continue
    yield piece.join('')
    piece = []
  }
  yield piece.join('')
}
