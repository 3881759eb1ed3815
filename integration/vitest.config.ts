import { defineConfig } from 'vitest/config'
import { sharedConfig } from '../vitest.shared.ts'

export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    include: ['test/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/packed.json' }]],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
