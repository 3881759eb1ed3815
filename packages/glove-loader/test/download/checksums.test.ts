import fc from 'fast-check'
import { crc32 as zlibCrc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { crc32 } from '../../src/download/crc32.js'
import { createSha256 } from '../../src/download/sha256.js'
import { sha256Of } from './support.js'

const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 12 })

it('should compute the CRC-32 of pieces as zlib does', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const checksum = parts.reduce((before, part) => crc32(part, before), 0)
      expect(checksum).toBe(zlibCrc32(Buffer.concat(parts)))
    }),
  )
})

it('should compute the SHA-256 of pieces as OpenSSL does', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const hash = createSha256()
      for (const part of parts) hash.update(part)
      expect(hash.hex()).toBe(sha256Of(Buffer.concat(parts)))
    }),
  )
  const long = new Uint8Array(1_000_003).fill(7)
  const hash = createSha256()
  hash.update(long)
  expect(hash.hex()).toBe(sha256Of(long))
})
