import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ListableFileStore } from '@wordloom/core'
import { nodeFiles } from '@wordloom/node-files'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  checkpointsPath,
  hasCheckpoints,
  loadCurves,
  loadSession,
  removeAll,
  saveCurves,
  saveSession,
} from '../../playground/session/session-store.ts'
import { noCurves } from '../../playground/training/curves.ts'
import { spamSession } from '../support/spam-session.ts'

/** Files of a folder of this machine, in the place of those of a browser. */
async function emptyStore(): Promise<ListableFileStore> {
  const root = await mkdtemp(join(tmpdir(), 'wordloom-session-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const files = nodeFiles()
  const at = (path: string): string => join(root, path)
  return {
    readFile: (path) => files.readFile(at(path)),
    readFolder: (path) => files.readFolder(at(path)),
    writeFile: (path, bytes, options) => files.writeFile(at(path), bytes, options),
    writeFolder: (path, content, options) => files.writeFolder(at(path), content, options),
    list: (path) => files.list(at(path)),
    remove: (path) => files.remove(at(path)),
  }
}

describe('the store of sessions', () => {
  it.each(['random', 'glove-mini'] as const)('should give back what was kept (%s)', async (vectors) => {
    const store = await emptyStore()
    const session = await spamSession({ vectors })
    await saveSession(store, session)
    expect(await loadSession(store)).toEqual(session)
  })

  it('should hold one session, and nothing once all is removed', async () => {
    const store = await emptyStore()
    expect(await loadSession(store)).toBeUndefined()
    expect(await loadCurves(store)).toBeUndefined()
    expect(await hasCheckpoints(store)).toBe(false)
    await saveSession(store, await spamSession())
    await saveSession(store, await spamSession({ vectors: 'random', seed: 1 }))
    await saveCurves(store, noCurves)
    await store.writeFile(`${checkpointsPath}/1/state`, new Uint8Array(1))
    expect((await loadSession(store))!.vectors).toBeUndefined()
    expect(await hasCheckpoints(store)).toBe(true)
    await removeAll(store)
    expect(await store.list('')).toEqual([])
  })
})
