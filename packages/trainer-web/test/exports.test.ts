import { expect, it } from 'vitest'
import * as trainerWeb from '../src/index.js'
import * as predict from '../src/predict.js'
import * as tfjs from '../src/tfjs.js'
import * as thread from '../src/thread.js'

it('should export these names and no others', () => {
  expect([trainerWeb, predict, tfjs, thread].map((entry) => Object.keys(entry))).toEqual([
    ['createWebTrainer', 'webFiles', 'downloadFile'],
    ['createPredictor', 'loadPredictor'],
    ['tfjs'],
    ['threadTrainer'],
  ])
})
