import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A Python for checks by other programs. */
export interface Python {
  readonly program: string
  /** Why the checks cannot run; undefined when they can. */
  readonly missing: string | undefined
}

const found = new Map<string, boolean>()

/** WORDLOOM_PYTHON, else the repository's .venv, else python3; usable when it has the modules asked for. */
export function findPython(modules: readonly string[]): Python {
  const venv = (path: string): string => fileURLToPath(new URL(`../../../../.venv/${path}`, import.meta.url))
  const local = [venv('bin/python'), venv('Scripts/python.exe')].find((path) => existsSync(path))
  const program = process.env['WORDLOOM_PYTHON'] ?? local ?? 'python3'
  const code = `import ${modules.join(', ')}`
  const works = found.get(code) ?? spawnSync(program, ['-c', code], { stdio: 'ignore' }).status === 0
  found.set(code, works)
  return { program, missing: works ? undefined : `needs ${modules.join(', ')} and WORDLOOM_PYTHON` }
}

/** What the program prints; throws with what it wrote to standard error when it fails. */
export function runPython(program: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`)
  return stdout
}
