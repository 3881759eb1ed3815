import { execFile } from 'node:child_process'
import { expect, it } from 'vitest'
import { builtCommand, spawnCli } from '../support/spawn-cli.js'

const names = [
  'node',
  'processors',
  'memory',
  'simd',
  'relaxed-simd',
  'threads',
  'training-speed',
  'working-folder',
  'vector-folder',
  'downloads',
  'onnxruntime-node',
  '@tensorflow/tfjs-node',
]

it('should say what this machine offers, for a program', async () => {
  const { code, stdout, stderr } = await spawnCli(['doctor', '--json', '--quiet', '--threads', '2'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { canTrain, findings, speeds } = JSON.parse(stdout) as {
    canTrain: boolean
    findings: { name: string; status: string; found: string; consequence?: string; remedy?: string }[]
    speeds: { threads: number; gigaflops: number; millisecondsPerStep: number }[]
  }
  expect(canTrain).toBe(true)
  expect(findings.map(({ name }) => name)).toEqual(names)
  for (const { name, status, found, consequence, remedy } of findings) {
    expect(found, name).not.toBe('')
    expect(
      [consequence, remedy].every((text) => (text === undefined) === (status === 'ok')),
      name,
    ).toBe(true)
  }
  expect(findings.find(({ name }) => name === 'node')?.found).toContain(process.versions.node)
  // A development dependency of this package.
  expect(findings.find(({ name }) => name === 'onnxruntime-node')).toMatchObject({
    status: 'ok',
    found: expect.stringMatching(/^\d+\.\d+\.\d+/),
  })
  expect(speeds.map(({ threads }) => threads)).toEqual([1, 2])
  for (const { gigaflops, millisecondsPerStep } of speeds) {
    expect(gigaflops).toBeGreaterThan(0)
    expect(millisecondsPerStep).toBeGreaterThan(0)
  }
})

it('should fail, with one object, where nothing can be trained', async () => {
  // Node without a compiler has no WebAssembly.
  const argv = ['--jitless', '--no-warnings', builtCommand, 'doctor', '--json', '--quiet']
  const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
    execFile(process.execPath, argv, (error, out) => resolve({ code: error?.code, stdout: out }))
  })
  expect(code).toBe(1)
  const line = stdout.split('\n').find((text) => text.startsWith('{'))!
  expect(JSON.parse(line)).toMatchObject({ canTrain: false, speeds: [] })
  expect(line).toContain('a runtime without WebAssembly')
})

it('should say it to people', async () => {
  const { code, stdout } = await spawnCli(['doctor', '--threads', '1'])
  expect(code).toBe(0)
  for (const name of names) expect(stdout).toMatch(new RegExp(`^(ok|--) {2}${name} +\\S`, 'm'))
  expect(stdout).toMatch(/\d GFLOP\/s on 1 thread \(/)
})
