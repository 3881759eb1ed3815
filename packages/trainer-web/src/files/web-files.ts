import { WordloomError, type FolderFiles, type ListableFileStore, type WriteOptions } from '@wordloom/core'
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb'
import { ancestorsOf, assertPath, childrenOf, insideOf } from './paths.js'
import { missing, reading, taken, writing } from './storage-errors.js'

const storeName = 'files'

interface Schema extends DBSchema {
  files: { key: string; value: Uint8Array }
}

type WritableFiles = IDBPObjectStore<Schema, ['files'], 'files', 'readwrite'>

/**
 * Files in the browser's IndexedDB, for models and checkpoints: pages of a site share them, and they outlive the page. A
 * write is one transaction, on the disk before it counts as done, so readers see all of it or nothing.
 *
 * Paths are names joined by slashes. Works in pages and in workers.
 *
 * @param database - its name.
 * @see https://www.w3.org/TR/IndexedDB/
 */
export function webFiles(database: string = defaultDatabase): ListableFileStore {
  return {
    readFile: (path) =>
      reading(path, () =>
        withFiles(database, async (db) => (await db.get(storeName, assertPath(path))) ?? missing(path)),
      ),
    readFolder: (path) =>
      reading(path, () =>
        withFiles(database, async (db) => {
          const transaction = db.transaction(storeName)
          const inside = insideOf(assertPath(path))
          const [keys, values] = await Promise.all([
            transaction.store.getAllKeys(inside),
            transaction.store.getAll(inside),
          ])
          const files = new Map<string, Uint8Array>()
          for (const [index, key] of keys.entries()) {
            const name = key.slice(path.length + 1)
            if (!name.includes('/')) files.set(name, values[index]!)
          }
          return files.size > 0 ? files : missing(path)
        }),
      ),
    writeFile: (path, bytes, options) =>
      write(database, path, 'file', options, async (store) => void (await store.put(bytes, path))),
    writeFolder: (path, files, options) =>
      write(database, path, 'folder', options, async (store) => {
        await Promise.all(Array.from(checked(files, path), ([name, bytes]) => store.put(bytes, `${path}/${name}`)))
      }),
    list: (path) =>
      reading(path, () =>
        withFiles(database, async (db) => {
          const prefix = path === '' ? '' : `${assertPath(path)}/`
          return childrenOf(await db.getAllKeys(storeName, path === '' ? undefined : insideOf(path)), prefix)
        }),
      ),
    remove: (path) =>
      writing(path, () =>
        withFiles(database, async (db) => {
          const transaction = db.transaction(storeName, 'readwrite', { durability: 'strict' })
          await Promise.all([erase(transaction.store, assertPath(path)), transaction.done])
        }),
      ),
  }
}

/** Where models are kept when nobody names a database. */
export const defaultDatabase = 'wordloom-models'

/** Puts something in place of what is at a path, in one transaction. */
function write(
  database: string,
  path: string,
  kind: 'file' | 'folder',
  { overwrite = false }: WriteOptions = {},
  put: (store: WritableFiles) => Promise<void>,
): Promise<void> {
  return writing(path, () =>
    withFiles(database, async (db) => {
      assertPath(path)
      const transaction = db.transaction(storeName, 'readwrite', { durability: 'strict' })
      const { store } = transaction
      // The transaction fails by the same error as the request that broke it; who waits for it hears of it.
      transaction.done.catch(() => undefined)
      try {
        const [files, inside] = await Promise.all([store.count(path), store.count(insideOf(path))])
        const ofOtherKind = kind === 'file' ? inside : files
        if (ofOtherKind > 0 || (!overwrite && files + inside > 0)) throw taken(path)
        for (const folder of ancestorsOf(path)) if ((await store.count(folder)) > 0) throw taken(folder)
        await erase(store, path)
        await put(store)
      } catch (error) {
        if (error instanceof WordloomError) transaction.abort()
        // Why the transaction broke says more than that its requests were given up.
        else await transaction.done
        throw error
      }
      await transaction.done
    }),
  )
}

async function erase(store: WritableFiles, path: string): Promise<void> {
  await Promise.all([store.delete(path), store.delete(insideOf(path))])
}

function checked(files: FolderFiles, path: string): FolderFiles {
  for (const name of files.keys()) {
    if (name.includes('/')) assertPath(`${path}//${name}`)
    assertPath(`${path}/${name}`)
  }
  return files
}

/** A connection for each piece of work: one that stays open would keep other pages from changing the database. */
async function withFiles<Result>(
  database: string,
  work: (db: IDBPDatabase<Schema>) => Promise<Result>,
): Promise<Result> {
  const db = await openDB<Schema>(database, 1, { upgrade: (upgraded) => void upgraded.createObjectStore(storeName) })
  try {
    return await work(db)
  } finally {
    db.close()
  }
}
