import { trainerConformance } from '@wordloom/core/testing'
import { describe, it } from 'vitest'
import { nodeTrainer } from '../src/node-trainer.js'

describe('trainer contract', () => {
  for (const { name, run } of trainerConformance(() => nodeTrainer())) it(name, run)
})
