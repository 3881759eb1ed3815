// JavaScript without a library: `plain-node.js readline FILE` as tutorials have it, `plain-node.js inflate FILE` with nothing
// but Node's zlib, the least that reading a packed file can take.
import { createReadStream } from 'node:fs'

const [job, file = ''] = process.argv.slice(2)

async function readline(): Promise<object> {
  const { createInterface } = await import('node:readline')
  const vectors = new Map<string, Float32Array>()
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [word, ...numbers] = line.split(' ')
    vectors.set(word!, Float32Array.from(numbers, Number))
  }
  return { first: [...vectors.get('king')!.subarray(0, 3)] }
}

async function inflate(): Promise<object> {
  const { createGunzip } = await import('node:zlib')
  const { pipeline } = await import('node:stream/promises')
  let bytes = 0
  await pipeline(
    createReadStream(file, { highWaterMark: 262_144 }),
    createGunzip({ chunkSize: 262_144 }),
    async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) bytes += chunk.length
    },
  )
  return { bytes }
}

const result = await (job === 'readline' ? readline() : inflate())
process.stdout.write(`${JSON.stringify({ ...result, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`)
