import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runNode } from '../support/run-node.js'
import { tfjsNodeFolder, tfjsNodeTitle } from '../support/tfjs-node.js'

const program = fileURLToPath(new URL('../fixtures/train-on-tensorflow.mjs', import.meta.url))

interface Training {
  readonly engine: string
  readonly losses: readonly number[]
  readonly probability: number
}

interface Report {
  readonly version: string
  readonly tensorflow: Training
  readonly kernels: Training
  readonly leaked: number
  readonly isHidden: boolean
}

describe.skipIf(tfjsNodeFolder === undefined)(`tfjs-node and versions of Node, ${tfjsNodeTitle}`, () => {
  it.for([20, 22, 24, 26])(
    'should train as the kernels do in Node %d, and leave no tensor behind',
    { timeout: 600_000 },
    async (major, { skip }) => {
      const node = ['npx', '-y', `node@${major}`]
      const version = await runNode(node, ['-p', 'process.version']).catch((error: unknown) =>
        skip(`no Node ${major} from npm: ${String(error).slice(0, 300)}`),
      )
      const report = JSON.parse(await runNode(node, [program, tfjsNodeFolder!])) as Report
      expect(report).toMatchObject({ version, leaked: 0, isHidden: true, tensorflow: { engine: 'tfjs-tensorflow' } })
      expect(report.kernels.engine).toMatch(/^kernels/)
      report.kernels.losses.forEach((loss, epoch) => expect(report.tensorflow.losses[epoch]).toBeCloseTo(loss, 4))
      expect(report.tensorflow.probability).toBeCloseTo(report.kernels.probability, 4)
    },
  )
})
