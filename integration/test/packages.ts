import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const root: string = join(import.meta.dirname, '../..')

/** The folder whose packages are tested: this repository, or the copy in which `npm run release:dry` made a release. */
export const released: string = process.env['WORDLOOM_RELEASE'] ?? root

/** What the tests read of a package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly sideEffects: false | readonly string[]
  readonly exports: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/** A package and the folder of its sources. */
export interface Package {
  readonly folder: string
  readonly manifest: Manifest
}

/** Every package that is published. */
export const publishedPackages: readonly Package[] = readdirSync(join(released, 'packages'))
  .map((name) => join(released, 'packages', name))
  .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest }))
  .filter(({ manifest }) => manifest.private !== true)

const run = promisify(execFile)

/** Nx asks programs for colours; what is read here has none. */
const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: '0' }

/** Runs `npm` and gives what it printed. */
export async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  // npm is a script with its own shebang; on Windows only a shell finds npm.cmd.
  const { stdout } = await run('npm', [...args], { cwd, env, shell: process.platform === 'win32', maxBuffer: 2 ** 26 })
  return stdout
}

/** Runs a program with the Node that runs the tests. */
export async function node(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...args], { cwd, env, maxBuffer: 2 ** 26 })
  return stdout
}
