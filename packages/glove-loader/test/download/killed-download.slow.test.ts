import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { downloadVectors } from '../../src/index.js'
import { startFaultyServer } from './faulty-server.js'
import { impatient, setAt, temporaryFolder, vectorsText, zipOf } from './support.js'

const kills = 50

it('should go on rightly when it is killed at any time', async () => {
  const text = vectorsText(60_000)
  const archive = await zipOf({ 'test.big.txt': vectorsText(90_000, 3), 'test.3d.txt': text })
  const server = await startFaultyServer(archive)
  const set = setAt(server.url, { urls: [`${server.url}/test.zip`], archive: { name: 'test.zip' } })
  const folder = await temporaryFolder()
  const target = join(folder, 'test.3d.txt')
  const entry = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href
  const program = `
    const { downloadVectors } = await import(${JSON.stringify(entry)})
    console.log('loading')
    await downloadVectors('test.3d', { folder: ${JSON.stringify(folder)}, catalogue: [${JSON.stringify(set)}], patience: { pause: 5, leastBytes: 1000 } })
    console.log('done')`
  const counts = { whole: 0, partial: 0, nothing: 0, resumed: 0 }
  for (let kill = 0; kill < kills; kill++) {
    // Every answer with the file breaks, so that there is time to interrupt it.
    const drop = { kind: 'drop', after: 30_000 } as const
    server.faults = [...Array<undefined>(kill % 5 === 0 ? 4 : 0), ...Array<typeof drop>(200).fill(drop)]
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, (kill * 13) % 400))
    child.kill('SIGKILL')
    await exited
    const names = await readdir(folder)
    if (names.includes('test.3d.txt')) {
      counts.whole += 1
      expect((await readFile(target)).equals(text)).toBe(true)
    } else counts[names.includes('test.3d.txt.part') ? 'partial' : 'nothing'] += 1
    // The lock of a process that was killed is taken over after a while; here there is no time for that.
    await rm(`${target}.lock`, { force: true })
    if (kill % 5 !== 4) continue
    const requests = server.requests.length
    server.faults = []
    await downloadVectors('test.3d', { folder, catalogue: [set], patience: impatient })
    expect((await readFile(target)).equals(text)).toBe(true)
    if (server.requests.length === requests + 1) counts.resumed += 1
    await rm(target)
  }
  await server.close()
  console.log(
    `${kills} kills: whole ${counts.whole}, partial ${counts.partial}, nothing ${counts.nothing}; ${counts.resumed} of 10 ended from what was there`,
  )
  expect(counts.partial).toBeGreaterThan(5)
}, 300_000)
