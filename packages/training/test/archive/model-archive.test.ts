import { encodeModelFolder, decodeModelFolder } from '@wordloom/core'
import { BlobReader, TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { unzipModelFolder, zipModelFolder } from '../../src/archive/index.js'
import { createTrainer } from '../../src/index.js'
import { createKernelsEngine } from '@wordloom/kernels'

const model = await createTrainer({ name: 'test', createEngine: createKernelsEngine }).train({
  texts: ['good day', 'bad day', 'good food', 'bad food'],
  labels: ['yes', 'no', 'yes', 'no'],
  validation: 0,
  epochs: 1,
  model: { embedding: { dimension: 4 }, encoder: { units: 3 }, hidden: { units: 3 } },
})
const files = encodeModelFolder(model)

describe('zipModelFolder and unzipModelFolder', () => {
  it('should give back the bytes of every file', async () => {
    const zip = await zipModelFolder(files)
    const back = await unzipModelFolder(zip, 'spam.zip')
    expect(new Map(back)).toEqual(new Map(files))
    expect(decodeModelFolder(back).vocabulary.fingerprint).toBe(model.vocabulary.fingerprint)
  })

  it('should give the same bytes for the same model', async () => {
    const [first, second] = [await zipModelFolder(files), await zipModelFolder(files)]
    expect(second).toEqual(first)
  })

  it('should read a folder that another program packed, with its name and other things beside it', async () => {
    const zip = await pack([
      ...[...files].map(([name, bytes]) => [`spam/${name}`, new Uint8ArrayReader(bytes)] as const),
      ['spam/notes.txt', new TextReader('mine')],
      ['__MACOSX/spam/model.json', new TextReader('{}')],
    ])
    expect(new Map(await unzipModelFolder(zip, 'spam.zip'))).toEqual(new Map(files))
  })

  it('should say that an archive holds no model, or several', async () => {
    const none = await pack([['readme.txt', new TextReader('hello')]])
    await expect(unzipModelFolder(none, 'other.zip')).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: expect.stringContaining('other.zip'),
    })
    const two = await pack([
      ['a/model.json', new TextReader('{}')],
      ['b/model.json', new TextReader('{}')],
    ])
    await expect(unzipModelFolder(two, 'two.zip')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })

  it('should notice every cut and every changed byte of the weights', async () => {
    const zip = await zipModelFolder(files)
    for (let length = 0; length < zip.length; length += 97) {
      await expect(unzipModelFolder(zip.slice(0, length), 'cut.zip')).rejects.toMatchObject({
        details: { file: 'cut.zip' },
      })
    }
    const weights = files.get('weights.safetensors')!
    const start = indexOf(zip, weights)
    for (let at = start; at < start + weights.length; at += 61) {
      const changed = zip.slice()
      changed[at]! ^= 1
      await expect(unzipModelFolder(changed, 'changed.zip')).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED' })
    }
  })

  it('should not unpack more than an entry says', async () => {
    const zip = await pack([['model.json', new BlobReader(new Blob([new Uint8Array(1_000_000)]))]])
    const lying = zip.slice()
    const view = new DataView(lying.buffer)
    // The size in the central directory, 24 bytes behind its signature.
    for (let at = 0; at + 4 < lying.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1_000, true)
    }
    await expect(unzipModelFolder(lying, 'lying.zip')).rejects.toMatchObject({ code: 'ARCHIVE_MALFORMED' })
  })
})

async function pack(
  entries: readonly (readonly [string, TextReader | Uint8ArrayReader | BlobReader])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  for (const [name, reader] of entries) await writer.add(name, reader)
  return writer.close()
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes).indexOf(part)
}
