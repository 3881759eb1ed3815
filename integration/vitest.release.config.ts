import { defineConfig } from 'vitest/config'
import { sharedConfig } from '../vitest.shared.ts'

/** What `npm run release:dry` made: the packages as they would be published. */
export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    include: ['test/*.test.ts', 'test/release/*.test.ts'],
    globalSetup: 'test/release/pack-release.ts',
    reporters: ['default', ['json', { outputFile: 'reports/packed.json' }]],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
