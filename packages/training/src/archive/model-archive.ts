import { modelFolderFiles, WordloomError, type FolderFiles } from '@wordloom/core'
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-custom.js'

/** A zip keeps times of change; the same model gives the same bytes. */
const anyTime = new Date(Date.UTC(2000, 0, 1))
/** More than a model folder has, and little enough to look through. */
const mostEntries = 1_000
/** What one array of bytes can hold in every runtime; a lie about the size cannot fill the memory beyond it. */
const mostUnpackedBytes = 2 ** 32 - 1

/**
 * The files of a model folder as one zip archive, stored and not packed: weights hardly shrink. Same files, same bytes.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function zipModelFolder(files: FolderFiles): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    useWebWorkers: false,
    lastModDate: anyTime,
    extendedTimestamp: false,
  })
  for (const [name, bytes] of files) await writer.add(name, new Uint8ArrayReader(bytes))
  return writer.close()
}

/**
 * The files of a model folder in a zip archive: those beside `model.json`, wherever in the archive it stands, since most
 * programs put a folder into an archive with its name. Checksums are compared.
 *
 * @param where - name of the archive, for error messages.
 * @throws WordloomError `ARCHIVE_MALFORMED` when the archive is damaged, and `FILE_NOT_FOUND` when it holds no model.
 */
export async function unzipModelFolder(archive: Uint8Array, where: string): Promise<FolderFiles> {
  const zip = new ZipReader(new Uint8ArrayReader(archive), { useWebWorkers: false, checkSignature: true })
  try {
    const entries = await filesOf(zip)
    if (entries.length > mostEntries) throw damaged(where, `more than ${mostEntries} files`)
    const folder = folderOf(entries, where)
    const names: readonly string[] = Object.values(modelFolderFiles)
    const wanted = entries.filter(({ filename }) => names.some((name) => filename === folder + name))
    const unpacked = wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
    if (unpacked > mostUnpackedBytes) throw damaged(where, `${unpacked} bytes unpacked`)
    const files = new Map<string, Uint8Array>()
    for (const entry of wanted) {
      files.set(entry.filename.slice(folder.length), await entry.getData(new Uint8ArrayWriter()))
    }
    return files
  } catch (error) {
    throw error instanceof WordloomError ? error : damaged(where, undefined, error)
  } finally {
    await zip.close()
  }
}

async function filesOf(zip: ZipReader<unknown>): Promise<FileEntry[]> {
  const entries = await zip.getEntries()
  return entries.filter((entry): entry is FileEntry => !entry.directory)
}

function folderOf(entries: readonly FileEntry[], where: string): string {
  const folders = entries
    .map(({ filename }) => filename)
    .filter((name) => name === modelFolderFiles.model || name.endsWith(`/${modelFolderFiles.model}`))
    .map((name) => name.slice(0, -modelFolderFiles.model.length))
    .filter((folder) => !folder.startsWith('__MACOSX/'))
  if (folders.length === 1) return folders[0]!
  throw new WordloomError('FILE_NOT_FOUND', 'The archive holds no model, or several', {
    file: where,
    expected: `one ${modelFolderFiles.model}`,
    received: folders.length,
    hint: 'A model is packed as its folder: model.json and the files beside it.',
  })
}

function damaged(file: string, received?: string, cause?: unknown): WordloomError {
  return new WordloomError('ARCHIVE_MALFORMED', 'The zip archive of the model cannot be read', {
    file,
    ...(received !== undefined && { received }),
    ...(cause instanceof Error && { received: cause.message }),
    hint: 'Download or copy it again.',
    cause,
  })
}
