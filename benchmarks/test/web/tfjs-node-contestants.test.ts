import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { race } from '../../src/runner/race.js'
import { startWorker } from '../../src/runner/worker-process.js'
import { perStep } from '../../src/train/contestants.js'
import type { OpenAnswer, RoundAnswer } from '../../src/train/worker/protocol.js'
import { onTfjsNode } from '../../src/web/node/tfjs-node-contestants.js'
import { pathOf } from '../support.js'
import { smallSizes } from './small-sizes.js'

const named = process.env['WORDLOOM_TFJS_NODE']
const folder = named !== undefined && existsSync(join(named, 'node_modules/@tensorflow/tfjs-node')) ? named : undefined
const place =
  folder === undefined
    ? 'skipped: no tfjs-node (WORDLOOM_TFJS_NODE does not name a folder that it is set up in)'
    : 'on the real library'

it('should name what is missing where tfjs-node is not set up', async () => {
  const work = { job: 'train', steps: 1, warmUpSteps: 0, toFigure: perStep } as const
  const contestant = onTfjsNode('tfjs-layers', work, 'tfjs-layers', '/nowhere')
  const { missing } = await race([contestant], { rounds: 1, restMilliseconds: 0 })
  expect(missing.get('tfjs-layers')).toMatch(/not set up.*WORDLOOM_TFJS_NODE.*\/nowhere/s)
})

describe.skipIf(folder === undefined)(`the worker for tfjs-node, ${place}`, () => {
  it.each(['tfjs-engine', 'tfjs-layers'] as const)('should train %s', async (network) => {
    // As it is built: Node runs it.
    const worker = startWorker({
      name: network,
      executable: process.execPath,
      arguments: [pathOf('dist/web/node/tfjs-node-worker.js')],
      environment: process.env,
    })
    onTestFinished(() => worker.stop())
    const request = { network, folder, sizes: smallSizes, job: 'train', warmUpSteps: 1, check: true }
    const { firstLoss, versions } = await worker.call<OpenAnswer>('open', request)
    expect(versions).toMatchObject({ 'tfjs-node': expect.any(String) })
    expect(firstLoss).toBeCloseTo(Math.log(2), 1)
    const { loss } = await worker.call<RoundAnswer>('round', { steps: 100 })
    expect(loss).toBeLessThan(firstLoss!)
  })
})
