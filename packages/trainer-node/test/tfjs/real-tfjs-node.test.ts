import util from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadTfjs } from '../../src/tfjs/load-tfjs.js'
import { tfjsNodeFolder, tfjsNodeTitle } from '../support/tfjs-node.js'

describe.skipIf(tfjsNodeFolder === undefined)(`loadTfjs: tensorflow ${tfjsNodeTitle}`, () => {
  it('should load it, and run what calls functions that Node 23 removed', () => {
    const before = Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined')
    const tf = loadTfjs('tensorflow', [tfjsNodeFolder!])
    expect(tf.getBackend()).toBe('tensorflow')
    const values = tf.tidy(() => tf.topk(tf.tensor1d([3, 1, 2]), 2).values.dataSync())
    expect([...values]).toEqual([3, 2])
    expect(Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined')).toEqual(before)
  })
})
