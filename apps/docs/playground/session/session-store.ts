import { isWordloomError, type ListableFileStore } from '@wordloom/core'
import type { LabeledRows } from '../data/labeled-rows.js'
import type { Curves } from '../training/curves.js'
import type { Session } from '../training/session.js'
import type { Settings } from '../training/settings.js'

/** Where checkpoints and the model of the last training are. */
export const checkpointsPath = 'checkpoints'
export const modelPath = 'model'

const sessionPath = 'session'
const curvesPath = 'curves.json'

interface StoredSession {
  readonly version: 1
  readonly name: string
  readonly rows: LabeledRows
  readonly settings: Settings
  readonly vectors?: { readonly name: string; readonly dimension: number; readonly words: readonly string[] }
}

/** Keeps one session: another one takes its place. What it throws is that of the file store. */
export async function saveSession(store: ListableFileStore, session: Session): Promise<void> {
  const { vectors, ...others } = session
  const stored: StoredSession = {
    version: 1,
    ...others,
    ...(vectors && { vectors: { name: vectors.name, dimension: vectors.dimension, words: vectors.words } }),
  }
  const files = new Map([['session.json', jsonBytes(stored)]])
  if (vectors)
    files.set('vectors.f32', new Uint8Array(vectors.rows.buffer, vectors.rows.byteOffset, vectors.rows.byteLength))
  await store.writeFolder(sessionPath, files, { overwrite: true })
}

/** The session that is kept; none when there is none, or one of another version of this page. */
export async function loadSession(store: ListableFileStore): Promise<Session | undefined> {
  const files = await absentIfMissing(store.readFolder(sessionPath))
  const json = files?.get('session.json')
  if (files === undefined || json === undefined) return undefined
  const { version, name, rows, settings, vectors } = parseJson(json) as StoredSession
  if (version !== 1) return undefined
  const bytes = files.get('vectors.f32')
  return {
    name,
    rows,
    settings,
    ...(vectors && bytes && { vectors: { ...vectors, rows: new Float32Array(bytes.slice().buffer) } }),
  }
}

/** Keeps what the plots show. */
export function saveCurves(store: ListableFileStore, curves: Curves): Promise<void> {
  return store.writeFile(curvesPath, jsonBytes(curves), { overwrite: true })
}

/** The curves that are kept, if any are. */
export async function loadCurves(store: ListableFileStore): Promise<Curves | undefined> {
  const bytes = await absentIfMissing(store.readFile(curvesPath))
  return bytes && (parseJson(bytes) as Curves)
}

/** Whether a training can go on. */
export async function hasCheckpoints(store: ListableFileStore): Promise<boolean> {
  return (await store.list(checkpointsPath)).length > 0
}

/** Forgets what belongs to a training that is over; the session and the model stay. */
export async function removeCheckpoints(store: ListableFileStore): Promise<void> {
  await store.remove(checkpointsPath)
}

/** Forgets everything. */
export async function removeAll(store: ListableFileStore): Promise<void> {
  for (const path of await store.list('')) await store.remove(path)
}

async function absentIfMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (error) {
    if (isWordloomError(error) && error.code === 'FILE_NOT_FOUND') return undefined
    throw error
  }
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}
