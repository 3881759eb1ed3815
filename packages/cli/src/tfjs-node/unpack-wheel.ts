import { createWriteStream } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { WordloomError, type WorkOptions } from '@wordloom/core'
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { interrupted, writeFailure } from './failures.js'

/** The libraries that the addon is linked with. */
export const libraryNames = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const

/** The headers of the C interface and what they include: a few of the thirteen thousand in a wheel. */
const headerFolder =
  /^tensorflow\/include\/(tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\/.*\.h$/

/** Where the parts of a wheel go. */
export interface WheelTargets {
  readonly headers: string
  readonly libraries: string
}

/**
 * Unpacks what the addon needs from a wheel, piece by piece; the checksum of every file is compared.
 *
 * @throws WordloomError `ARCHIVE_MALFORMED`, `FILE_WRITE_FAILED`, `ABORTED`
 */
export async function unpackWheel(
  path: string,
  targets: WheelTargets,
  { signal, onProgress }: WorkOptions = {},
): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const zip = new ZipReader(new FileReader(handle, (await handle.stat()).size))
    const wanted = wantedFiles(
      await zip.getEntries().catch((cause: unknown) => fail(path, undefined, cause)),
      path,
      targets,
    )
    const total = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
    let before = 0
    for (const { entry, target } of wanted) {
      await mkdir(dirname(target), { recursive: true })
      await unpackEntry(entry, target, {
        path,
        signal,
        report: (done) => onProgress?.({ done: before + done, total }),
      })
      before += entry.uncompressedSize
    }
  } finally {
    await handle.close()
  }
}

interface WantedFile {
  readonly entry: FileEntry
  readonly target: string
}

function wantedFiles(
  entries: readonly { readonly filename: string; readonly directory: boolean }[],
  path: string,
  { headers, libraries }: WheelTargets,
): WantedFile[] {
  const files = entries.filter((entry): entry is FileEntry => !entry.directory)
  const wanted = libraryNames.map((name) => {
    const entry = files.find(({ filename }) => filename === `tensorflow/${name}`)
    return entry === undefined ? fail(path, name, undefined) : { entry, target: join(libraries, name) }
  })
  for (const entry of files) {
    const { filename } = entry
    // Names that lead out of the folder were refused by the reader.
    if (!headerFolder.test(filename)) continue
    wanted.push({ entry, target: join(headers, filename.slice('tensorflow/include/'.length)) })
  }
  return wanted
}

async function unpackEntry(
  entry: FileEntry,
  target: string,
  { path, signal, report }: { path: string; signal: AbortSignal | undefined; report: (done: number) => void },
): Promise<void> {
  const file = createWriteStream(target, { highWaterMark: 2 ** 20 })
  let writeProblem: Error | undefined
  file.on('error', (error) => (writeProblem = error))
  let done = 0
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      done += chunk.length
      report(done)
      controller.enqueue(chunk)
    },
  })
  const giveUp = new AbortController()
  const written = counted.readable.pipeTo(Writable.toWeb(file), { signal: giveUp.signal })
  try {
    await Promise.all([
      // Workers would be started from a data: URL, which Node does not know.
      entry.getData(counted.writable, { useWebWorkers: false, checkCrc32: true, ...(signal && { signal }) }),
      written,
    ])
  } catch (cause) {
    // The reader of the archive leaves the stream open when a checksum is wrong.
    giveUp.abort()
    await written.catch(() => undefined)
    if (signal?.aborted === true) throw interrupted()
    if (writeProblem !== undefined) throw writeFailure(target, writeProblem)
    fail(path, entry.filename, cause)
  }
}

function fail(file: string, name: string | undefined, cause: unknown): never {
  throw new WordloomError('ARCHIVE_MALFORMED', 'The wheel is damaged, or lacks a file that is needed', {
    file,
    ...(name !== undefined && { name }),
    hint: 'Download it again.',
    cause,
  })
}

class FileReader extends Reader<FileHandle> {
  readonly #handle: FileHandle

  constructor(handle: FileHandle, size: number) {
    super(handle)
    this.#handle = handle
    this.size = size
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const { buffer, bytesRead } = await this.#handle.read(new Uint8Array(length), 0, length, offset)
    return buffer.subarray(0, bytesRead)
  }
}
