import { join } from 'node:path'
import { root } from '../packages.js'

/** How a package manager is run: its script with the Node of the tests, and what keeps it in its project. */
export interface PackageManager {
  readonly name: string
  readonly script: string
  readonly install: readonly string[]
  /** Runs a command of an installed package; the command follows. */
  readonly run: readonly string[]
  /** Runs a file with a Node that finds the packages; the file follows. */
  readonly node: readonly string[]
  /** Settings, by file. */
  readonly files: Readonly<Record<string, string>>
}

const moduleScript = (path: string): string => join(root, 'node_modules', path)

const berry = {
  script: moduleScript('@yarnpkg/cli-dist/bin/yarn.js'),
  install: ['install'],
  run: ['run'],
  node: ['node'],
}
const berrySettings = [
  'enableGlobalCache: false',
  'enableTelemetry: false',
  // Otherwise it refuses to write a lockfile where a variable says that this is a CI.
  'enableImmutableInstalls: false',
]

/**
 * The package managers that a release is installed by, at the versions of `package.json` here. Caches and stores lie in the
 * project, so that nothing is left elsewhere and nothing found that was there before.
 */
export const packageManagers: readonly PackageManager[] = [
  {
    name: 'pnpm',
    script: moduleScript('pnpm/bin/pnpm.cjs'),
    install: ['install', '--no-frozen-lockfile', '--store-dir=store'],
    run: ['exec'],
    node: ['exec', 'node'],
    files: {},
  },
  {
    name: 'yarn 1',
    script: moduleScript('yarn/bin/yarn.js'),
    install: ['install', '--cache-folder=cache', '--no-progress', '--non-interactive'],
    run: ['--silent', 'run'],
    node: ['--silent', 'node'],
    files: {},
  },
  {
    ...berry,
    name: 'yarn 4',
    files: { '.yarnrc.yml': [...berrySettings, 'nodeLinker: node-modules'].join('\n'), 'yarn.lock': '' },
  },
  {
    ...berry,
    name: "yarn 4 with Plug'n'Play",
    files: { '.yarnrc.yml': [...berrySettings, 'nodeLinker: pnp'].join('\n'), 'yarn.lock': '' },
  },
]
