import { expect, it } from 'vitest'
import * as trainerNode from '../src/index.js'

it('should export what the README lists, and nothing else', () => {
  const names = ['historyLog', 'loadClassifier', 'loadModel', 'nodeTrainer', 'saveModel', 'trainClassifier']
  expect(Object.keys(trainerNode).sort()).toEqual(names)
})
