import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * The program of a Chromium on this machine, if there is one: that of `WORDLOOM_CHROMIUM`, of the package
 * `@sparticuz/chromium` (Linux on x64), one on the `PATH`, or Playwright's own.
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env['WORDLOOM_CHROMIUM']
  if (named !== undefined && isExecutable(named)) return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return (await packagedChromium()) ?? [...installed, chromium.executablePath()].find(isExecutable)
}

/** What tests that need a browser are called: why they are skipped, where none was found. */
export function browserTitle(program: string | undefined): string {
  if (program !== undefined) return 'in a browser'
  return `skipped: no Chromium (looked for WORDLOOM_CHROMIUM, @sparticuz/chromium, ${names.join(', ')} on the PATH, and Playwright's own)`
}

/** Unpacks the program of the package once: into a folder of its own, which then gets its name, since tests run side by side. */
async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const library = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const folder = join(import.meta.dirname, '../../../.cache/chromium')
  const program = join(folder, 'chromium')
  if (isExecutable(program)) return program
  mkdirSync(dirname(folder), { recursive: true })
  const temporary = mkdtempSync(`${folder}-`)
  try {
    const source = `const { default: chromium } = await import(process.argv[1]); await chromium.executablePath()`
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source, library], {
      env: { ...process.env, TMPDIR: temporary },
    })
    if (!existsSync(folder)) renameSync(temporary, folder)
  } catch {
    return isExecutable(program) ? program : undefined
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return program
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
