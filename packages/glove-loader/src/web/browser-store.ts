import { indexedDbStore } from './indexed-db-store.js'
import { canUseOpfs, opfsStore } from './opfs-store.js'
import type { VectorsStore } from './vectors-store.js'

/** The best store that this browser has: the origin private file system, else IndexedDB. */
export function browserStore(): VectorsStore {
  return canUseOpfs() ? opfsStore() : indexedDbStore()
}
