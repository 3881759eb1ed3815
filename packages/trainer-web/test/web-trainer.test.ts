import { trainerConformance } from '@wordloom/core/testing'
import { describe, expect, it } from 'vitest'
import { webTrainer } from '../src/index.js'

describe('webTrainer in Node', () => {
  for (const { name, run } of trainerConformance(() => webTrainer())) it(name, run)

  it('should keep files only where a page brings them', async () => {
    expect(webTrainer().files).toBeUndefined()
    const files = {
      readFile: async () => new Uint8Array(),
      writeFile: async () => undefined,
      readFolder: async () => new Map<string, Uint8Array>(),
      writeFolder: async () => undefined,
    }
    expect(webTrainer({ files }).files).toBe(files)
  })
})
