import { open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { flushFile } from '@wordloom/node-files'
import type { PackedEntry } from '../download/remote-zip.js'
import type { PartSink, RemoteStamp } from '../download/remote-file.js'
import { partOf, sizeOf } from './vector-folder.js'

/** What a part is of, kept beside it so that another process can go on. */
export interface PartState {
  /** `entry`: the packed bytes of a file in an archive; `file`: a whole file, be it an archive. */
  readonly kind: 'entry' | 'file'
  readonly stamp: RemoteStamp
  readonly entry?: PackedEntry
}

/** The part of a download that has come. */
export interface PartFile {
  readonly path: string
  /** What is there is of; nothing when there is nothing, or nobody knows what it is. */
  state(): Promise<PartState | undefined>
  /** Bytes that have come. */
  size(): Promise<number>
  /** Begins anew. */
  reset(state: PartState): Promise<void>
  /** Appends; `onBytes` is told how many. */
  append(
    work: (sink: PartSink) => Promise<void>,
    state: (stamp: RemoteStamp) => PartState,
    onBytes: (count: number) => void,
  ): Promise<void>
  remove(): Promise<void>
}

/** The part of what becomes the file at `target`. */
export function partFile(target: string): PartFile {
  const path = partOf(target)
  const statePath = `${path}.json`
  const write = async (state: PartState): Promise<void> => {
    const temporary = `${statePath}.new`
    await writeFile(temporary, JSON.stringify(state))
    await rename(temporary, statePath)
  }
  return {
    path,
    async state() {
      try {
        return JSON.parse(await readFile(statePath, 'utf8')) as PartState
      } catch {
        return undefined
      }
    },
    size: async () => (await sizeOf(path)) ?? 0,
    async reset(state) {
      // The state first: bytes of one thing must never stand beside the state of another.
      await rm(statePath, { force: true })
      await writeFile(path, new Uint8Array())
      await write(state)
    },
    async append(work, state, onBytes) {
      const file: FileHandle = await open(path, 'a')
      try {
        await work({
          begin: (stamp) => write(state(stamp)),
          async write(bytes) {
            await file.appendFile(bytes)
            onBytes(bytes.length)
          },
        })
        await flushFile(file)
      } finally {
        await file.close()
      }
    },
    async remove() {
      await rm(statePath, { force: true })
      await rm(path, { force: true })
    },
  }
}
