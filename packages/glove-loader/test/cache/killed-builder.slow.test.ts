import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { loadVectors, openVectors } from '../../src/index.js'

const kills = 50
const words = 40_000

it('should never leave a wrong cache when it is killed while it builds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wordloom-killed-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'vectors.txt')
  await writeFile(path, Array.from({ length: words }, (_, i) => `w${i} ${'0.12345 '.repeat(24)}${i % 10}.5\n`).join(''))
  const { embedding } = await loadVectors(path)
  const entry = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href
  // Builds the cache again and again; says when it begins.
  const program = `
    const { openVectors } = await import(${JSON.stringify(entry)})
    const { rm } = await import('node:fs/promises')
    for (;;) {
      console.log('building')
      const store = await openVectors(${JSON.stringify(path)}, { mode: ['strict', 'lenient'][Date.now() % 2] })
      store.close()
      if (Date.now() % 3 === 0) await rm(${JSON.stringify(`${path}.wordloom`)}, { force: true })
    }`
  const counts = { whole: 0, absent: 0, unfinished: 0 }
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 180))
    child.kill('SIGKILL')
    await once(child, 'exit')
    counts[existsSync(`${path}.wordloom`) ? 'whole' : 'absent'] += 1
    counts.unfinished = (await readdir(folder)).filter((name) => name.includes('.tmp-')).length
    const built: string[] = []
    const store = await openVectors(path, { verify: true, onBuild: (reason) => built.push(reason) })
    for (const reason of built) expect(reason).toMatch(/no cache yet|other options/)
    expect(store.size).toBe(words)
    for (let index = 0; index < words; index += 997)
      expect(store.row(index)).toEqual(Float32Array.from(embedding.row(index + 2)))
    store.close()
  }
  console.log(
    `${kills} kills: a whole cache after ${counts.whole}, none after ${counts.absent}; ${counts.unfinished} unfinished files left`,
  )
  expect(counts.unfinished).toBeGreaterThan(0)
}, 300_000)
