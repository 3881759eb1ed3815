import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { setUpTfjsNode, type SetUpOptions, type SetUpResult } from '../../src/tfjs-node/set-up.js'
import { fakeToolbox, wheelFiles, type FakeToolbox } from '../support/fake-toolbox.js'

/** As the command does without `--wheel`. */
const download: { readonly wheel?: string } = { wheel: undefined } as object

const boxes: FakeToolbox[] = []
afterEach(async () => {
  for (const box of boxes.splice(0)) await box.remove()
})

async function openBox(...parameters: Parameters<typeof fakeToolbox>): Promise<FakeToolbox> {
  const box = await fakeToolbox(...parameters)
  boxes.push(box)
  return box
}

function setUp(box: FakeToolbox, options: Partial<SetUpOptions> = {}): Promise<SetUpResult> {
  return setUpTfjsNode({
    folder: box.project,
    wheel: box.wheelPath,
    force: false,
    keepWheel: false,
    machine: { platform: 'linux-x64', glibc: '2.36' },
    wheelFor: () => box.wheel,
    env: box.env,
    watch: { begin: () => undefined, measure: (_, work) => work(() => undefined) },
    ...options,
  })
}

/** What is in the package, but for what was there before. */
async function partsOf({ packageFolder }: FakeToolbox): Promise<string[]> {
  const all = await readdir(packageFolder, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(packageFolder.length + 1))
    .filter((name) => name !== 'package.json' && name !== 'dist/index.js')
    .toSorted()
}

const whole = [
  'deps/lib/libtensorflow_cc.so.2',
  'deps/lib/libtensorflow_framework.so.2',
  'lib/napi-v8/tfjs_binding.node',
]

describe.skipIf(process.platform === 'win32')('setUpTfjsNode', () => {
  it('should put addon and libraries in place, and nothing else', async () => {
    const box = await openBox()
    expect(await setUp(box)).toEqual({
      outcome: 'built',
      path: box.packageFolder,
      version: '4.22.0, TensorFlow 1.0',
    })
    expect(await partsOf(box)).toEqual(whole)
    expect(await readFile(join(box.packageFolder, whole[0]!), 'utf8')).toBe('a library')
  })

  it('should report what it does, with bytes where they can be counted', async () => {
    const box = await openBox()
    const steps: string[] = []
    await setUp(box, {
      watch: {
        begin: (what) => steps.push(what),
        measure: (what, work) => work(({ done, total }) => steps.push(`${what}: ${done} of ${total}`)),
      },
    })
    expect(steps).toContain(`checking the wheel: ${box.wheel.size} of ${box.wheel.size}`)
    expect(steps).toContain('unpacking TensorFlow: 35 of 35')
    expect(steps.slice(-2)).toEqual(['compiling the addon', 'trying it out'])
  })

  it('should do nothing where it works, and build anew when forced to', async () => {
    const box = await openBox()
    await setUp(box)
    await box.program('c++', 'for last; do :; done; echo 2.0 > "$last"')
    expect(await setUp(box)).toMatchObject({ outcome: 'present', version: '4.22.0, TensorFlow 1.0' })
    expect(await setUp(box, { force: true })).toMatchObject({ outcome: 'built', version: '4.22.0, TensorFlow 2.0' })
    expect(await partsOf(box)).toEqual(whole)
  })

  it('should build what is there but broken', async () => {
    const box = await openBox()
    await setUp(box)
    await rm(join(box.packageFolder, 'deps'), { recursive: true })
    expect(await setUp(box)).toMatchObject({ outcome: 'built' })
    expect(await partsOf(box)).toEqual(whole)
  })

  it('should install the package where it is missing', async () => {
    const box = await openBox()
    const elsewhere = join(box.project, '../package')
    await rename(join(box.project, 'node_modules'), elsewhere)
    await box.program('npm', `echo "$@" > "$3/arguments"; mv "${elsewhere}" "$3/node_modules"`)
    expect(await setUp(box)).toMatchObject({ outcome: 'built', path: box.packageFolder })
    expect(await readFile(join(box.project, 'arguments'), 'utf8')).toBe(
      `install --prefix ${box.project} --ignore-scripts --no-audit --no-fund @tensorflow/tfjs-node@4.22.0\n`,
    )
  })

  it('should have pip bring the wheel, and keep it when asked to', async () => {
    const box = await openBox()
    const pip = `echo "$@" > "${box.project}/arguments"
      while [ "$1" != --dest ]; do shift; done
      cp "${box.wheelPath}" "$2/${box.wheel.file}"`
    await box.program('python3', pip)
    expect(await setUp(box, { ...download, keepWheel: true })).toMatchObject({ outcome: 'built' })
    expect(await readdir(box.project)).toContain(box.wheel.file)
    expect(await readFile(join(box.project, 'arguments'), 'utf8')).toMatch(
      /^-m pip .*download --no-deps .*--platform any .*tensorflow-fake==1\.0\n$/,
    )
  })

  it('should leave nothing when it is interrupted', async () => {
    const box = await openBox()
    const interruption = new AbortController()
    await box.program('c++', 'sleep 60')
    const work = setUp(box, {
      signal: interruption.signal,
      watch: {
        begin: (what) => void (what.startsWith('compiling') && setTimeout(() => interruption.abort(), 100)),
        measure: (_, measured) => measured(() => undefined),
      },
    })
    await expect(work).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await partsOf(box)).toEqual([])
  })

  it('should unpack the headers that are needed, and no others', async () => {
    const box = await openBox()
    await box.program('c++', `for last; do :; done; find "$(dirname "$last")/../.." -name '*.h' > "$last"`)
    await setUp(box)
    const headers = await readFile(join(box.packageFolder, 'lib/napi-v8/tfjs_binding.node'), 'utf8')
    expect(headers.trim().split('\n')).toEqual([expect.stringMatching(/include\/tensorflow\/c\/c_api\.h$/)])
  })
})

describe.skipIf(process.platform === 'win32')('failures of setUpTfjsNode', () => {
  /** A setup that fails, and leaves the package as it was. */
  async function failure(box: FakeToolbox, options: Partial<SetUpOptions> = {}): Promise<unknown> {
    const before = await partsOf(box)
    const error = await setUp(box, options).then(
      () => expect.unreachable('it succeeded'),
      (reason: unknown) => reason,
    )
    expect(await partsOf(box)).toEqual(before)
    return error
  }

  it('should say that there is no compiler', async () => {
    const box = await openBox()
    await rm(join(box.env['PATH']!, 'c++'))
    expect(await failure(box)).toMatchObject({
      code: 'TOOL_MISSING',
      details: { expected: 'c++ or g++ or clang++', hint: expect.stringContaining('g++') },
    })
  })

  it('should give the last lines of a compiler that fails', async () => {
    const box = await openBox()
    await box.program('c++', 'for i in 1 2 3 4 5 6 7 8 9 10; do echo "line $i" >&2; done; exit 3')
    const error = await failure(box)
    expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining('exit code 3') })
    expect(String(error)).toContain('line 3\nline 4')
    expect(String(error)).not.toContain('line 2\n')
  })

  it('should keep what worked when a forced build fails', async () => {
    const box = await openBox()
    await setUp(box)
    await box.program('c++', 'for last; do :; done; echo bad > "$last"')
    expect(await failure(box, { force: true })).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('this addon is bad'),
    })
    expect(await setUp(box)).toMatchObject({ outcome: 'present', version: '4.22.0, TensorFlow 1.0' })
  })

  it('should refuse a wheel that is another one', async () => {
    const box = await openBox()
    const wheelFor = () => ({ ...box.wheel, sha256: '0'.repeat(64) })
    expect(await failure(box, { wheelFor })).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { file: box.wheelPath, received: expect.stringContaining(box.wheel.sha256) },
    })
  })

  it('should refuse a download that is another one', async () => {
    const box = await openBox()
    await box.program('python3', `while [ "$1" != --dest ]; do shift; done; echo x > "$2/${box.wheel.file}"`)
    expect(await failure(box, download)).toMatchObject({ code: 'DOWNLOAD_CORRUPT' })
  })

  it('should say that a wheel is not there', async () => {
    const box = await openBox()
    expect(await failure(box, { wheel: join(box.project, 'none.whl') })).toMatchObject({ code: 'FILE_NOT_FOUND' })
    expect(await failure(box, { wheel: box.project })).toMatchObject({ code: 'FILE_READ_FAILED' })
  })

  it('should say that a wheel lacks a library, or is damaged', async () => {
    const { 'tensorflow/libtensorflow_framework.so.2': _, ...rest } = wheelFiles
    expect(await failure(await openBox(rest))).toMatchObject({
      code: 'ARCHIVE_MALFORMED',
      details: { name: 'libtensorflow_framework.so.2' },
    })
    // A byte of the checksum in the central directory.
    const damage = (bytes: Buffer): void => void (bytes[bytes.indexOf('PK\u0001\u0002') + 16]! ^= 1)
    expect(await failure(await openBox(wheelFiles, damage))).toMatchObject({ code: 'ARCHIVE_MALFORMED' })
    expect(await failure(await openBox(wheelFiles, (bytes) => void bytes.fill(0)))).toMatchObject({
      code: 'ARCHIVE_MALFORMED',
    })
  })

  it('should refuse a wheel whose files lead elsewhere', async () => {
    const box = await openBox({ ...wheelFiles, 'tensorflow/include/tensorflow/c/../../../../outside.h': '' })
    expect(await failure(box)).toMatchObject({ code: 'ARCHIVE_MALFORMED' })
  })

  it.each([
    ['no Python', undefined, 'TOOL_MISSING', /Install Python 3 with pip.*--wheel/],
    ['no pip', 'echo "python3: No module named pip" >&2; exit 1', 'TOOL_MISSING', /without pip.*--wheel/],
    [
      'an error of pip',
      'echo "ERROR: No matching distribution" >&2; exit 1',
      'TOOL_FAILED',
      /No matching distribution/,
    ],
  ])('should explain %s', async (_, python, code, message) => {
    const box = await openBox()
    if (python !== undefined) await box.program('python3', python)
    const error = await failure(box, download)
    expect(error).toMatchObject({ code })
    expect(String(error)).toMatch(message)
  })

  it('should not download when downloads are switched off', async () => {
    const box = await openBox()
    const env = { ...box.env, WORDLOOM_OFFLINE: '1' }
    expect(await failure(box, { ...download, env })).toMatchObject({ code: 'OFFLINE' })
  })

  it('should refuse a release whose sources are not known', async () => {
    const box = await openBox()
    const manifest = { name: '@tensorflow/tfjs-node', version: '3.21.1', main: 'dist/index.js' }
    await writeFile(join(box.packageFolder, 'package.json'), JSON.stringify(manifest))
    expect(await failure(box)).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      details: { received: '3.21.1', hint: expect.stringContaining('@4.22.0') },
    })
  })

  it('should say what npm said', async () => {
    const box = await openBox()
    await rm(join(box.project, 'node_modules'), { recursive: true })
    await box.program('npm', 'echo "npm error 404" >&2; exit 1')
    await expect(setUp(box)).rejects.toMatchObject({
      code: 'TOOL_FAILED',
      message: expect.stringContaining('npm error 404'),
    })
  })
})
