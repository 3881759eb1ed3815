import { defineConfig } from 'vitest/config'
import { sharedConfig } from '../vitest.shared.ts'

/** The examples are started as users start them: on the built packages, several at the same time. */
export default defineConfig({
  ...sharedConfig,
  test: { ...sharedConfig.test, include: ['test/examples/*.test.ts'], testTimeout: 120_000 },
})
