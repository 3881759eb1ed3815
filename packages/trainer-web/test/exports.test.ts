import { expect, it } from 'vitest'
import * as trainerWeb from '../src/index.js'

it('should export these names and no others', () => {
  expect(Object.keys(trainerWeb)).toEqual(['webTrainer'])
})
