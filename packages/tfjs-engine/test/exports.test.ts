import { expect, it } from 'vitest'
import * as engine from '../src/index.js'
import * as layers from '../src/layers/layers-models.js'

it('should export what the package promises and nothing else', () => {
  expect(Object.keys(engine)).toEqual(['tfjsEngine'])
  expect(Object.keys(layers).toSorted()).toEqual(['fromTfjs', 'registerLayers', 'toTfjs'])
})
