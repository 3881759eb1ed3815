import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TensorflowWheel } from '../../src/tfjs-node/tensorflow-wheels.js'
import { zipOf } from './vector-server.js'

/** A tfjs-node that works once an addon and its libraries are there, unless the addon says that it is bad. */
const fakePackage = `
const { existsSync, readFileSync } = require('fs')
const addon = __dirname + '/../lib/napi-v8/tfjs_binding.node'
if (!existsSync(addon)) throw new Error('The native addon (tfjs_binding.node) can not be found')
if (!existsSync(__dirname + '/../deps/lib/libtensorflow_cc.so.2')) throw new Error('no library')
const content = readFileSync(addon, 'utf8')
if (content.includes('bad')) throw new Error('this addon is bad')
exports.version = { 'tfjs-node': '4.22.0' }
exports.backend = () => ({ binding: { TF_Version: content.trim() } })
exports.tensor2d = (rows) => rows
exports.matMul = () => ({ sum: () => ({ dataSync: () => [134] }) })
`

/** What a wheel of TensorFlow holds, as far as it matters, and what does not. */
export const wheelFiles: Readonly<Record<string, string>> = {
  'tensorflow/libtensorflow_cc.so.2': 'a library',
  'tensorflow/libtensorflow_framework.so.2': 'another library',
  'tensorflow/include/tensorflow/c/c_api.h': '// a header',
  'tensorflow/include/Eigen/Core.h': '// thousands of these',
  'tensorflow/python/__init__.py': 'pass',
}

/** A folder with a project, programs that only pretend, and a wheel. */
export interface FakeToolbox {
  readonly project: string
  readonly packageFolder: string
  readonly wheelPath: string
  readonly wheel: TensorflowWheel
  /** Finds these programs and no others. */
  readonly env: Readonly<Record<string, string>>
  /** Makes a program, in the language of `sh`. */
  program(name: string, script: string): Promise<void>
  remove(): Promise<void>
}

/** Programs of the system, for scripts. */
const prologue = '#!/bin/sh\nPATH=/usr/bin:/bin\n'

export async function fakeToolbox(
  files: Readonly<Record<string, string>> = wheelFiles,
  damage: (wheel: Buffer) => void = () => undefined,
): Promise<FakeToolbox> {
  const root = await mkdtemp(join(tmpdir(), 'wordloom-setup-'))
  const bin = join(root, 'bin')
  const project = join(root, 'project')
  const packageFolder = join(project, 'node_modules/@tensorflow/tfjs-node')
  await mkdir(bin)
  await mkdir(join(packageFolder, 'dist'), { recursive: true })
  const manifest = { name: '@tensorflow/tfjs-node', version: '4.22.0', main: 'dist/index.js' }
  await writeFile(join(packageFolder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(packageFolder, 'dist/index.js'), fakePackage)
  const bytes = zipOf(files)
  damage(bytes)
  const file = 'tensorflow_fake-1.0-any.whl'
  const wheelPath = join(root, file)
  await writeFile(wheelPath, bytes)
  const program = async (name: string, script: string): Promise<void> => {
    await writeFile(join(bin, name), prologue + script)
    await chmod(join(bin, name), 0o755)
  }
  await program('c++', 'for last; do :; done; echo 1.0 > "$last"')
  return {
    project,
    packageFolder,
    wheelPath,
    wheel: {
      name: 'tensorflow-fake',
      version: '1.0',
      platform: 'any',
      file,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    env: { PATH: bin },
    program,
    remove: () => rm(root, { recursive: true, force: true }),
  }
}
