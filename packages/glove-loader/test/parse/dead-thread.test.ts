import { createVectorMemory } from '@wordloom/kernels/vector-memory'
import {
  compileVectorParser,
  createParserJob,
  instantiateVectorParser,
  stopReason,
} from '@wordloom/kernels/vector-parser'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createPieceRooms, parsePieces } from '../../src/node/piece-threads.js'

it('should not wait for ever for a piece that its thread never finishes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-thread-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'vectors.txt')
  const text = 'a 0.5\nb 0.25\n'
  await writeFile(path, text)
  const file = openSync(path, 'r')
  onTestFinished(() => closeSync(file))
  const memory = createVectorMemory(true)
  const job = createParserJob(memory)
  const rooms = createPieceRooms(memory, 8, 1)
  const kernels = instantiateVectorParser(await compileVectorParser(true), memory)
  const pieceFile = { file, start: 0, size: text.length, pieceBytes: 8 }
  // The only piece is claimed by nobody who will ever parse it.
  job.set({ pieces: 1, next: 1, dimension: 1 })
  setTimeout(() => job.set({ stop: stopReason.failed }), 50)
  await parsePieces({ kernels, memory, job, pieceFile, rooms }, 'vectors.txt', {})
  expect(job.get('stop')).toBe(stopReason.failed)
})
