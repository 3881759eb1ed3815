import { execFile } from 'node:child_process'
import { cp, link, mkdir, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { probeTfjsNode } from '../../src/tfjs-node/probe-addon.js'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { builtCommand } from '../support/spawn-cli.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, smallNetwork } from '../support/training-folder.js'

const place = process.env['WORDLOOM_TFJS_NODE']
const title =
  place === undefined ? 'skipped: WORDLOOM_TFJS_NODE names no folder that it is set up in' : 'on the real library'

const folder = temporaryFolder()

/** Runs the built command in the folder that tfjs-node is set up in. */
async function runThere(argv: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [builtCommand, ...argv], { cwd: place })
}

describe.skipIf(place === undefined)(`tfjs-node setup, ${title}`, () => {
  it('should find that it works already, and say its versions', async () => {
    const { code, stdout } = await runInProcess(['tfjs-node', 'setup', place!, '--json', '--quiet'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'present',
      version: expect.stringMatching(/^4\.\d+\.\d+, TensorFlow 2\.\d+\.\d+/),
    })
  })

  it('should have nothing left but addon and libraries', async () => {
    const packageFolder = join(place!, 'node_modules/@tensorflow/tfjs-node')
    expect((await readdir(packageFolder)).filter((name) => name.startsWith('.wordloom'))).toEqual([])
    expect(await readdir(join(packageFolder, 'deps/lib'))).toEqual([
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
    ])
  })

  it('should work where it is moved to', async () => {
    const moved = folder.path('moved')
    const libraries = join(place!, 'node_modules/@tensorflow/tfjs-node/deps/lib')
    await cp(place!, moved, { recursive: true, filter: (source) => relative(libraries, source).startsWith('..') })
    const movedPackage = join(moved, 'node_modules/@tensorflow/tfjs-node')
    await mkdir(join(movedPackage, 'deps/lib'), { recursive: true })
    for (const name of await readdir(libraries)) {
      const target = join(movedPackage, 'deps/lib', name)
      await link(join(libraries, name), target).catch(() => cp(join(libraries, name), target))
    }
    expect(await probeTfjsNode(movedPackage)).toMatchObject({ outcome: 'loaded' })
  })

  it('should be found by the doctor, and trained with', async () => {
    const { findings } = JSON.parse((await runThere(['doctor', '--json', '--quiet'])).stdout) as {
      findings: { name: string; status: string }[]
    }
    expect(findings.find(({ name }) => name === '@tensorflow/tfjs-node')).toMatchObject({ status: 'ok' })
    const data = await folder.write('train.csv', toCsv(messages(40)))
    const train = ['train', '--data', data, ...columns, ...smallNetwork, '--output', folder.path('model')]
    expect((await runThere([...train, '--backend', 'tensorflow'])).stderr).toContain('engine tfjs-tensorflow')
  })
})
