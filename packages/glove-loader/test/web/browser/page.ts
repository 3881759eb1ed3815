import {
  browserStore,
  downloadVectors,
  indexedDbStore,
  loadVectors,
  opfsStore,
  type LoadedVectors,
  type VectorSet,
  type VectorsStore,
} from '../../../src/web/index.js'

/** Numbers and words of loaded vectors, and what was found in the file. */
export interface LoadedSummary {
  readonly words: number
  readonly dimension: number
  /** SHA-256 of all words, and of all bytes of the matrix. */
  readonly hashes: readonly string[]
  readonly rows: number
}

const stores: Record<string, () => VectorsStore> = {
  opfs: () => opfsStore(),
  indexedDb: () => indexedDbStore(),
  browser: () => browserStore(),
}

/** How a page comes by vectors. */
const inputs: Record<string, (path: string) => Promise<Parameters<typeof loadVectors>[0]>> = {
  file: async (path) => new File([await blobOf(path)], 'chosen by a user'),
  blob: blobOf,
  bytes: async (path) => new Uint8Array(await (await blobOf(path)).arrayBuffer()),
  response: (path) => fetch(path),
  address: async (path) => path,
  stream: async (path) => (await fetch(path)).body!,
}

/** What the page can be asked to do; each returns JSON. */
const tasks = {
  load: async ({ as, path }: { as: string; path: string }) => summaryOf(await loadVectors(await inputs[as]!(path))),

  loadFailure: ({ as, path }: { as: string; path: string }) =>
    codeOf(async () => loadVectors(await inputs[as]!(path), { name: 'mine' })),

  list: (store: string) => stores[store]!().list(),

  has: ({ store, name }: { store: string; name: string }) => stores[store]!().has(name),

  remove: ({ store, name }: { store: string; name: string }) => stores[store]!().remove(name),

  read: async ({ store, name }: { store: string; name: string }) => (await stores[store]!().read(name)).text(),

  /** All that is in the origin private file system, also what is not finished. */
  async rawNames(): Promise<string[]> {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('wordloom-vectors')
    const names: string[] = []
    for await (const name of folder.keys()) names.push(name)
    return names.sort()
  },

  /** Writes pieces with pauses; a piece `fail` breaks it off. */
  write: ({ store, name, pieces }: { store: string; name: string; pieces: readonly string[] }) =>
    codeOf(() => stores[store]!().write(name, slowly(pieces))),

  /** Gives what was there under the name while it was written. */
  async writeAndLook({ store, name }: { store: string; name: string }): Promise<unknown> {
    const seen: unknown[] = []
    const one = stores[store]!()
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (const piece of ['new ', 'text']) {
        yield new TextEncoder().encode(piece)
        // What is being written is in no list.
        if ((await one.list()).some((file) => file.name !== name)) seen.push('more')
        seen.push((await one.has(name)) ? await (await one.read(name)).text() : 'none')
      }
    }
    await one.write(name, chunks())
    return { seen, after: await (await one.read(name)).text() }
  },

  async writeStream({ store, name, text }: { store: string; name: string; text: string }): Promise<void> {
    await stores[store]!().write(name, new Blob([text]).stream())
  },

  /** Writes until there is no more room. */
  fill: ({ store, mebibytes }: { store: string; mebibytes: number }) =>
    codeOf(() => stores[store]!().write('large', noise(mebibytes))),

  /** Whether a file of pieces of many sizes comes back as it was. */
  async sameAfterWriting({ store, mebibytes }: { store: string; mebibytes: number }): Promise<boolean> {
    const bytes = new Uint8Array(mebibytes * 1_048_576)
    for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 999_983) + 1) {
        yield bytes.subarray(at, at + size)
      }
    }
    await stores[store]!().write('large', pieces())
    const read = await (await stores[store]!().read('large')).arrayBuffer()
    const hashes = await Promise.all(
      [bytes, read].map(async (each) => hexOf(await crypto.subtle.digest('SHA-256', each))),
    )
    return read.byteLength === bytes.length && hashes[0] === hashes[1]
  },

  async download({ store, set, stopAfter }: { store: string; set: VectorSet; stopAfter?: number }): Promise<unknown> {
    const controller = new AbortController()
    const notices: string[] = []
    let done = 0
    const outcome = await codeOf(() =>
      downloadVectors(set.name, {
        store: stores[store]!(),
        catalogue: [set],
        patience: { attempts: 4, pause: 2, longestPause: 40, stall: 2000, leastBytes: 200 },
        signal: controller.signal,
        onNotice: (notice) => notices.push(notice),
        onProgress: (progress) => {
          done = progress.done
          if (stopAfter !== undefined && done > stopAfter) controller.abort()
        },
      }),
    )
    return { outcome, notices, done }
  },

  loadStored: async ({ store, name }: { store: string; name: string }) =>
    summaryOf(await loadVectors(await stores[store]!().read(name))),

  /** One of the other tasks, in a Web Worker that runs this very script. */
  inWorker(message: { task: string; argument: unknown }): Promise<unknown> {
    const worker = new Worker('/page.js', { type: 'module' })
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message: text }) => reject(new Error(text))
      worker.postMessage(message)
    }).finally(() => worker.terminate())
  },

  /** As in browsers that have no streams for files: those that have the other way have it in workers alone. */
  async writeInWorkerWithoutStreams(argument: { store: string; name: string; pieces: string[] }): Promise<unknown> {
    Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable')
    return tasks.write(argument)
  },

  async usesOpfs(): Promise<boolean> {
    await browserStore().write('where', slowly(['here']))
    const isThere = await opfsStore().has('where')
    await browserStore().remove('where')
    return isThere
  },
}

/** Names of the functions that the tests may call. */
export type PageTasks = typeof tasks

Object.assign(globalThis, { tasks })

if ('WorkerGlobalScope' in globalThis) {
  addEventListener('message', ({ data }: MessageEvent<{ task: string; argument: unknown }>) => {
    const task = tasks[data.task as keyof PageTasks] as (argument: unknown) => Promise<unknown>
    void codeOf(() => task(data.argument)).then((result) => postMessage(result))
  })
}

async function blobOf(path: string): Promise<Blob> {
  return (await fetch(path)).blob()
}

async function* slowly(pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (piece === 'fail') throw Object.assign(new Error('It broke off'), { code: 'BROKE_OFF' })
    yield new TextEncoder().encode(piece)
  }
}

async function* noise(mebibytes: number): AsyncGenerator<Uint8Array> {
  for (let count = 0; count < mebibytes * 16; count++) yield crypto.getRandomValues(new Uint8Array(65_536))
}

async function summaryOf({ embedding, report }: LoadedVectors): Promise<LoadedSummary> {
  const words = [...embedding.vocabulary.tokens()]
  const { matrix } = embedding
  const parts = [
    new TextEncoder().encode(words.join('\n')),
    new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength).slice(),
  ]
  const hashes = parts.map(async (bytes) => hexOf(await crypto.subtle.digest('SHA-256', bytes)))
  return {
    words: words.length,
    dimension: embedding.dimension,
    hashes: await Promise.all(hashes),
    rows: report.rows,
  }
}

function hexOf(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function codeOf(work: () => unknown): Promise<unknown> {
  try {
    return (await work()) ?? 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? { code: error.code, message: error.message } : String(error)
  }
}
