import { chunksOf } from './stream-chunks.js'
import { assertFileName, notStored, reading, writing, type StoredFile, type VectorsStore } from './vectors-store.js'

const storeName = 'files'
/** Bytes after which what has come is handed to the browser, which keeps large Blobs on the disk. */
const blobBytes = 8_388_608

/**
 * Files in IndexedDB, for browsers and pages without an origin private file system.
 *
 * @param database - its name.
 */
export function indexedDbStore(database: string = 'wordloom-vectors'): VectorsStore {
  return {
    list: () =>
      reading(database, async () => {
        const files: StoredFile[] = []
        await transact(database, 'readonly', (store) => {
          const request = store.openCursor()
          request.onsuccess = () => {
            const cursor = request.result
            if (cursor === null) return
            files.push({ name: String(cursor.key), size: (cursor.value as Blob).size })
            cursor.continue()
          }
          return request
        })
        return files
      }),
    async has(name) {
      assertFileName(name)
      return (await reading(name, () => transact(database, 'readonly', (store) => store.count(name)))) > 0
    },
    async read(name) {
      assertFileName(name)
      const blob = await reading(name, () =>
        transact<Blob | undefined>(database, 'readonly', (store) => store.get(name) as IDBRequest<Blob | undefined>),
      )
      if (blob === undefined) throw notStored(name)
      return blob
    },
    async write(name, bytes) {
      assertFileName(name)
      const blob = await toBlob(bytes instanceof ReadableStream ? chunksOf(bytes) : bytes)
      await writing(name, () => transact(database, 'readwrite', (store) => store.put(blob, name)))
    },
    async remove(name) {
      assertFileName(name)
      await writing(name, () => transact(database, 'readwrite', (store) => store.delete(name)))
    },
  }
}

async function toBlob(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const blobs: Blob[] = []
  let parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    parts.push(chunk.slice())
    bytes += chunk.length
    if (bytes < blobBytes) continue
    blobs.push(new Blob(parts))
    parts = []
    bytes = 0
  }
  return new Blob([...blobs, ...parts])
}

/** Runs one request, and gives its result when the database has kept what it did. */
async function transact<Result>(
  name: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase(name)
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode)
      const request = ask(transaction.objectStore(storeName))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? request.error)
    })
  } finally {
    database.close()
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => void request.result.createObjectStore(storeName)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
