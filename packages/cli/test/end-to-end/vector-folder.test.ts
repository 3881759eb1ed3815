import { createRandom } from '@wordloom/core'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { exitOf, startCli } from '../support/spawn-cli.js'
import { columns, succeed, succeedInJson } from '../support/training-folder.js'
import { startVectorServer, zipOf, type VectorServer } from '../support/vector-server.js'

/** A set of which the catalogue states no size and no checksum, so that a made-up one may take its place. */
const name = 'twitter.27B.25d'
const file = 'glove.twitter.27B.25d.txt'
const text = madeUpVectors(2000)

let server: VectorServer
let folder: string

beforeAll(async () => {
  server = await startVectorServer(
    'glove.twitter.27B.zip',
    zipOf({ [file]: text, 'glove.twitter.27B.50d.txt': 'no\n' }),
  )
})
afterAll(() => server.close())
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'wordloom-cli-vectors-')), 'vectors')
})
afterEach(async () => {
  server.holdAfter = undefined
  server.requests.length = 0
  await rm(join(folder, '..'), { recursive: true, force: true })
})

function madeUpVectors(words: number): string {
  const random = createRandom(5)
  const row = (): string => Array.from({ length: 25 }, () => (random.nextFloat() - 0.5).toFixed(5)).join(' ')
  const tokens = ['free', 'money', 'lunch', 'family', ...Array.from({ length: words - 4 }, (_, index) => `w${index}`)]
  return tokens.map((token) => `${token} ${row()}\n`).join('')
}

function download(...more: string[]): string[] {
  return ['vectors', 'download', name, '--folder', folder, '--mirror', server.url, ...more]
}

describe('vectors download', () => {
  it('should put a set into the cache folder, checked, and not do it twice', async () => {
    const { stdout } = await succeed(download())
    expect(stdout).toBe(`${name}\t${join(folder, file)}\n`)
    expect(await readFile(join(folder, file), 'utf8')).toBe(text)
    const { length } = server.requests
    expect(length).toBeGreaterThan(0)
    expect(await succeedInJson(download())).toEqual({ folder, vectors: [{ name, path: join(folder, file) }] })
    expect(server.requests).toHaveLength(length)
  })

  it('should refuse to download with --offline, and name the way out', async () => {
    const { code, stderr } = await runInProcess(download('--offline'))
    expect(code).toBe(1)
    expect(stderr).toContain('error [OFFLINE]')
    expect(server.requests).toEqual([])
  })

  it('should look at all names before the first download', async () => {
    const { code, stderr } = await runInProcess(['vectors', 'download', name, '7B.50d', '--folder', folder])
    expect(code).toBe(1)
    expect(stderr).toContain('error [VECTORS_UNKNOWN]')
    expect(stderr).toContain('6B.50d')
  })

  // Windows has no SIGINT that one process could send another.
  it.skipIf(process.platform === 'win32')('should stop at Ctrl-C, and go on from there', async () => {
    server.holdAfter = 20_000
    const child = startCli(download())
    const exit = exitOf(child)
    while ((await sizeOf(join(folder, `${file}.part`))) < 20_000) await pause(20)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await exit
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    expect(stderr).toContain('interrupted: keeping what has come')
    const begun = await succeed(['vectors', 'list', '--folder', folder])
    expect(begun.stdout).toMatch(new RegExp(`^${name} .* begun: 20\\.0 kB$`, 'm'))
    server.holdAfter = undefined
    server.requests.length = 0
    await succeed(download())
    expect(server.requests).toEqual([expect.stringMatching(/ bytes=2\d{4}-/)])
    expect(await readFile(join(folder, file), 'utf8')).toBe(text)
  })
})

describe('vectors list, verify, remove', () => {
  it('should list the catalogue without a folder, and create none', async () => {
    const { stdout } = await succeed(['vectors', 'list', '--folder', folder])
    expect(stdout).toMatch(/^6B\.50d +400,000 +50 +lower +PDDL-1\.0 +no$/m)
    expect(stdout).toMatch(/^840B\.300d .* as written .* no$/m)
    expect(stdout).not.toContain('other files')
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
  })

  it('should list what is there, and files that were put there by hand', async () => {
    await succeed(download())
    await writeFile(join(folder, 'mine.vec'), 'a 1 2\n')
    const { stdout } = await succeed(['vectors', 'list', '--folder', folder])
    expect(stdout).toMatch(new RegExp(`^${name} .* \\d+ kB$`, 'm'))
    expect(stdout).toMatch(/^mine\.vec +6 B$/m)
    const json = (await succeedInJson(['vectors', 'list', '--folder', folder])) as {
      sets: { name: string; here?: object }[]
      others: object[]
    }
    expect(json.sets.filter(({ here }) => here !== undefined)).toMatchObject([
      { name, here: { path: join(folder, file), size: text.length, state: 'complete' } },
    ])
    expect(json.others).toEqual([{ path: join(folder, 'mine.vec'), size: 6 }])
  })

  it('should notice a changed byte', async () => {
    await succeed(download())
    const verify = ['vectors', 'verify', '--folder', folder]
    expect((await succeed(verify)).stdout).toMatch(/^twitter\S+ +right: the checksum of its download/)
    await appendFile(join(folder, file), ' ')
    const damaged = await runInProcess([...verify, name])
    expect(damaged.code).toBe(1)
    expect(damaged.stdout).toContain('damaged')
    const json = await runInProcess([...verify, '--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ verified: [{ name, isRight: false, checkedAgainst: 'recorded' }] })
  })

  it('should say that there is nothing to verify, and refuse names that are not there', async () => {
    const { stdout, stderr } = await succeed(['vectors', 'verify', '--folder', folder])
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `there are no vectors of the catalogue in ${folder}\n` })
    const missing = await runInProcess(['vectors', 'verify', name, '--folder', folder])
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('error [FILE_NOT_FOUND]')
  })

  it('should remove a set with its cache, and nothing else', async () => {
    await succeed(download())
    await writeFile(join(folder, 'mine.vec'), 'a 1 2\n')
    await succeedWithFolder(['vectors', 'similar', 'money', '--vectors', name])
    expect(await readdir(folder)).toContain(`${file}.wordloom`)
    const { stdout } = await succeed(['vectors', 'remove', name, '--folder', folder])
    expect(stdout).toMatch(/^twitter\S+\t\d+ kB freed\n$/)
    expect(await readdir(folder)).toEqual(['mine.vec'])
    expect((await succeed(['vectors', 'remove', name, '--folder', folder])).stdout).toContain('nothing of it is there')
  })
})

describe('names of the catalogue', () => {
  it('should be questioned once they are there', async () => {
    await succeed(download())
    const { stdout, stderr } = await succeedWithFolder(['vectors', 'similar', 'free', '--vectors', name, '--topk', '1'])
    expect(stdout).toMatch(/^\S+\t0\.\d{4}\n$/)
    expect(stderr).toContain('There is no cache yet')
    const info = await succeedWithFolder(['vectors', 'info', name])
    expect(info.stdout).toMatch(/^words +2,000$/m)
    expect(info.stdout).toMatch(/^read from +the binary cache/m)
  })

  it('should be found in an archive that was put there by hand', async () => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'glove.twitter.27B.zip'), zipOf({ [file]: text, 'other.txt': 'a 1 2\n' }))
    const { stdout } = await succeedWithFolder(['vectors', 'info', name])
    expect(stdout).toMatch(/^words +2,000$/m)
  })

  it('should start a training', async () => {
    await succeed(download())
    const data = join(folder, 'data.csv')
    await writeFile(data, toCsv(messages(60)))
    const output = join(folder, '..', 'model')
    const argv = ['train', '--data', data, ...columns, '--embedding', name, '--output', output]
    const settings = ['--units', '3', '--hidden', '3', '--epochs', '1', '--json']
    const { stdout } = await succeedWithFolder([...argv, ...settings])
    expect(JSON.parse(stdout)).toMatchObject({ embedding: { source: file, dimension: 25 } })
  })

  it('should not be downloaded by the way: the error names the command', async () => {
    const commands = [
      ['vectors', 'similar', 'king', '--vectors', name],
      ['vectors', 'info', name],
      ['train', '--data', 'a.csv', ...columns, '--embedding', name, '--output', join(folder, '..', 'model')],
    ]
    for (const argv of commands) {
      const { code, stderr } = await runInProcess(argv, { env: { WORDLOOM_CACHE: folder } })
      expect(code).toBe(1)
      expect(stderr).toMatch(
        /^error \[FILE_NOT_FOUND\]: .* Run: wordloom vectors download twitter\.27B\.25d\nSee https:\S+\n$/,
      )
    }
  })
})

async function succeedWithFolder(
  argv: readonly string[],
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const outcome = await runInProcess(argv, { env: { WORDLOOM_CACHE: folder } })
  expect(outcome.code, outcome.stderr + outcome.stdout).toBe(0)
  return outcome
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
