import type { ViteUserConfig } from 'vitest/config'

/** What every package's tests share: source instead of dist, one report per package for the summary of a CI run. */
export const sharedConfig: ViteUserConfig = {
  resolve: { conditions: ['@wordloom/source'] },
  ssr: { resolve: { conditions: ['@wordloom/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.slow.test.ts', '**/node_modules/**'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    typecheck: { enabled: false },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
}

/** For the tests named `*.slow.test.ts`. They leave the report of the others alone. */
export const slowConfig: ViteUserConfig = {
  ...sharedConfig,
  test: {
    ...sharedConfig.test,
    include: ['test/**/*.slow.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default'],
  },
}
