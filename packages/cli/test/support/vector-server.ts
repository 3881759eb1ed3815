import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32, deflateRawSync } from 'node:zlib'

/** A server of this machine with one file, which it also gives in ranges. */
export interface VectorServer {
  readonly url: string
  /** Paths that were asked for, with their ranges. */
  readonly requests: string[]
  /** Bytes after which an answer from the beginning of the file stands still; none do when it is undefined. */
  holdAfter: number | undefined
  close(): Promise<void>
}

/** Serves `content` under every path that ends with `name`, and 404 elsewhere. */
export async function startVectorServer(name: string, content: Uint8Array): Promise<VectorServer> {
  const requests: string[] = []
  let holdAfter: number | undefined
  const server = createServer((request, response) => {
    const { range } = request.headers
    requests.push(`${request.url} ${range ?? 'whole'}`)
    if (!request.url!.endsWith(`/${name}`)) return void response.writeHead(404).end('not here')
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
    const start = from === '' ? content.length - Number(to) : Number(from ?? 0)
    const end = from === '' || to === '' || to === undefined ? content.length : Number(to) + 1
    const part = content.subarray(start, end)
    response.writeHead(range === undefined ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-length': part.length,
      etag: '"one"',
      ...(range !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${content.length}` }),
    })
    if (holdAfter === undefined || part.length <= holdAfter || start > 1000) response.end(part)
    else response.write(part.subarray(0, holdAfter))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get holdAfter() {
      return holdAfter
    },
    set holdAfter(bytes) {
      holdAfter = bytes
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A zip archive of some files, deflated. See APPNOTE.TXT of PKWARE, 4.3. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(text), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(Buffer.byteLength(text), 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const header = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name)])
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, place, Buffer.from(name)]))
    local.push(header, packed)
    offset += header.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\u0005\u0006'), end])
}
