import { defineConfig } from 'vitest/config'
import { sharedConfig } from '../../vitest.shared.ts'

export default defineConfig({
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    include: ['test/**/*.slow.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default'],
  },
})
