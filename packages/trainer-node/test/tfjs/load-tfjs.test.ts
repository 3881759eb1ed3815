import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import util from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TfjsBackend } from '../../src/engine/backends.js'
import { loadTfjs } from '../../src/tfjs/load-tfjs.js'
import { setBackend } from '../../src/tfjs/set-backend.js'

const here = fileURLToPath(new URL('.', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordloom-tfjs-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** A package that is found from `folder/<name>`. */
async function fakeTfjsNode(name: string, source: string): Promise<string> {
  const place = join(folder, name, 'node_modules/@tensorflow/tfjs-node')
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'package.json'), JSON.stringify({ name: '@tensorflow/tfjs-node', main: 'index.js' }))
  await writeFile(join(place, 'index.js'), source)
  return join(folder, name)
}

function failure(backend: TfjsBackend, place: string): unknown {
  try {
    return loadTfjs(backend, [place])
  } catch (error) {
    return error
  }
}

describe('loadTfjs', () => {
  it('should leave the process as it was: crashes end it as they did', async () => {
    const listeners = (): number[] =>
      ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event))
    const before = listeners()
    await setBackend(loadTfjs('wasm', [here]), 'wasm')
    expect(listeners()).toEqual(before)
  })

  it.each(['wasm', 'cpu'] as const)('should load the backend %s and make it the current one', async (backend) => {
    const tf = loadTfjs(backend, [here])
    await setBackend(tf, backend)
    expect(tf.getBackend()).toBe(backend)
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync())
    expect([...product]).toEqual([11])
  })

  it('should look in one folder after the other', () => {
    expect(loadTfjs('cpu', [folder, here]).findBackendFactory('cpu')).toBeDefined()
  })

  it.each([
    ['tensorflow', '@tensorflow/tfjs-node', 'tfjs-node setup'],
    ['wasm', '@tensorflow/tfjs-backend-wasm', 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm'],
    ['cpu', '@tensorflow/tfjs-backend-cpu', 'npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-cpu'],
  ] as const)('should say what to install for %s', (backend, name, command) => {
    expect(failure(backend, folder)).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      details: { name, hint: expect.stringContaining(command) },
    })
  })

  it('should say how to build the native part where it is missing', async () => {
    const place = await fakeTfjsNode(
      'no-addon',
      "throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x')",
    )
    expect(failure('tensorflow', place)).toMatchObject({
      code: 'DEPENDENCY_MISSING',
      details: { hint: expect.stringContaining('wordloom tfjs-node setup') },
    })
  })

  it('should say why the native part does not load', async () => {
    const place = await fakeTfjsNode('broken', "throw new Error('libtensorflow: wrong ELF class')")
    expect(failure('tensorflow', place)).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('wrong ELF class'),
    })
  })

  it('should give tfjs-node the functions that Node 23 removed, and nobody else', async () => {
    const place = await fakeTfjsNode(
      'greedy',
      `const util = require('util')
       module.exports.found = [util.isNullOrUndefined(null), util.isNullOrUndefined(0), util.isArray([]), util.inspect(1)]`,
    )
    const before = Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined')
    expect(loadTfjs('tensorflow', [place])).toMatchObject({ found: [true, false, true, '1'] })
    expect(Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined')).toEqual(before)
    expect(Object.keys(createRequire(import.meta.url).cache)).not.toContain('util')
  })
})
