import { expect, it } from 'vitest'
import { race } from '../../src/runner/race.js'
import { perStep } from '../../src/train/contestants.js'
import { onTfjsNode } from '../../src/web/node/tfjs-node-contestants.js'

it('should name what is missing where tfjs-node is not set up', async () => {
  const work = { job: 'train', steps: 1, warmUpSteps: 0, toFigure: perStep } as const
  const contestant = onTfjsNode('tfjs-layers', work, 'tfjs-layers', '/nowhere')
  const { missing } = await race([contestant], { rounds: 1, restMilliseconds: 0 })
  expect(missing.get('tfjs-layers')).toMatch(/not set up.*WORDLOOM_TFJS_NODE.*\/nowhere/s)
})
