import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { packageFindings } from '../../src/doctor/package-findings.js'
import { probePackage, type ProbeResult } from '../../src/doctor/package-probe.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

async function probe(source: string, exercise = 'version = loaded.version'): Promise<ProbeResult> {
  const file = await folder.write('package.mjs', source)
  return probePackage({ name: 'anything', exercise }, () => pathToFileURL(file).href)
}

describe('probePackage', () => {
  it('should give the version of a package that works, whatever it prints', async () => {
    const chatty = "console.log('Hi there'); console.error('a warning'); export const version = '1.2.3'"
    expect(await probe(chatty)).toEqual({ outcome: 'loaded', version: '1.2.3' })
    expect(await probe("export default { version: '4' }")).toEqual({ outcome: 'loaded', version: '4' })
  })

  it('should tell a package that is not there', async () => {
    const missing = (): string => {
      throw new Error('Cannot find package')
    }
    expect(await probePackage({ name: 'anything', exercise: '' }, missing)).toEqual({ outcome: 'missing' })
  })

  it('should give the reason when it does not load, or fails when used', async () => {
    expect(await probe("throw new Error('no native part')")).toEqual({
      outcome: 'broken',
      reason: 'Error: no native part',
    })
    expect(await probe('export const version = 1', 'loaded.tensor()')).toEqual({
      outcome: 'broken',
      reason: 'TypeError: loaded.tensor is not a function',
    })
  })

  it.skipIf(process.platform === 'win32')('should survive a package that crashes', async () => {
    expect(
      await probe("process.kill(process.pid, 'SIGSEGV'); await new Promise(() => setTimeout(() => {}, 9999))"),
    ).toEqual({ outcome: 'broken', reason: 'it was ended by SIGSEGV' })
  })
})

describe('packageFindings', () => {
  const outcomes = (result: ProbeResult): ReturnType<typeof packageFindings> => packageFindings(async () => result)

  it('should name the version of each package that works', async () => {
    const findings = await outcomes({ outcome: 'loaded', version: '1.2.3' })
    expect(findings).toEqual([
      { name: 'onnxruntime-node', status: 'ok', found: '1.2.3' },
      { name: '@tensorflow/tfjs-node', status: 'ok', found: '1.2.3' },
    ])
  })

  it('should say what to do where one is missing', async () => {
    const [onnxruntime, tfjs] = await outcomes({ outcome: 'missing' })
    expect(onnxruntime).toMatchObject({ status: 'limited', found: 'not installed' })
    expect(onnxruntime?.consequence).toContain('wordloom export')
    expect(onnxruntime?.remedy).toContain('npm install onnxruntime-node')
    expect(tfjs).toMatchObject({ status: 'limited', found: 'not installed' })
    expect(tfjs?.remedy).toContain('wordloom tfjs-node setup')
  })

  it.each([
    [
      'Error: The Node.js native addon module (tfjs_binding.node) can not be found at path: x',
      /native part.*missing/,
      /tfjs-node setup/,
    ],
    ["Error: Cannot find module '/x/lib/napi-v8/tfjs_binding.node'", /native part.*missing/, /tfjs-node setup/],
    ['Error: something else', /something else/, /setup --force/],
  ])('should know why tfjs-node fails: %s', async (reason, found, remedy) => {
    const [onnxruntime, tfjs] = await outcomes({ outcome: 'broken', reason })
    expect(onnxruntime?.found).toContain(reason)
    expect(tfjs?.found).toMatch(found)
    expect(tfjs?.remedy).toMatch(remedy)
  })
})
