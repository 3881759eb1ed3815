import { beforeAll, describe, expect, it } from 'vitest'
import { messages, toCsv } from '../support/dataset.js'
import { runInProcess } from '../support/run-in-process.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { columns, smallNetwork, succeed } from '../support/training-folder.js'

const folder = temporaryFolder()
let train: readonly string[] = []
let model = ''

beforeAll(async () => {
  const data = await folder.write('train.csv', toCsv(messages(40)))
  model = folder.path('model')
  train = ['train', '--data', data, ...columns, ...smallNetwork]
  const { stderr } = await succeed([...train, '--output', model])
  expect(stderr).toContain('engine kernels')
})

describe('--backend', () => {
  it('should train on a backend of TensorFlow.js, and say so', async () => {
    const { stderr } = await succeed([...train, '--output', folder.path('wasm'), '--backend', 'wasm'])
    expect(stderr).toContain('engine tfjs-wasm')
  })

  it('should predict the same on each, but for the last digits', async () => {
    const answers = ['auto', 'kernels', 'wasm', 'cpu'].map(async (backend) => {
      const { stdout } = await succeed(['predict', model, 'free money today', '--json', '--backend', backend])
      const { predictions } = JSON.parse(stdout) as { predictions: { probability: number }[] }
      return predictions[0]!.probability
    })
    const [first, ...others] = await Promise.all(answers)
    for (const other of others) expect(other).toBeCloseTo(first!, 5)
  })

  it('should say how to get tfjs-node where it is missing', async () => {
    const argv = [...train, '--output', folder.path('none'), '--backend', 'tensorflow']
    const { code, stderr } = await runInProcess(argv)
    expect(code).toBe(1)
    expect(stderr).toMatch(/error \[DEPENDENCY_MISSING\]: @tensorflow\/tfjs-node is not installed.*tfjs-node setup/)
  })

  it.each([
    ['--threads', ['--threads', '2']],
    ['--deterministic', ['--deterministic']],
  ])('should refuse %s where it has no effect', async (name, more) => {
    const commands = [
      [...train, '--output', folder.path('none')],
      ['predict', model, 'free money'],
    ]
    for (const command of commands) {
      const { code, stderr } = await runInProcess([...command, '--backend', 'wasm', ...more])
      expect(code).toBe(2)
      expect(stderr).toContain(`${name} belongs to the kernels`)
    }
  })
})
