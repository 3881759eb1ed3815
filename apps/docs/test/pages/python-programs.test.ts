import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { root } from '../built-site.js'
import { blocksOf, programOf, writtenPages } from './page-blocks.js'
import { writePageFiles } from './page-files.js'

const venv = ['bin/python', 'Scripts/python.exe'].map((path) => join(root, '../../.venv', path))
const python = process.env['WORDLOOM_PYTHON'] ?? venv.find((path) => existsSync(path)) ?? 'python3'
const works = spawnSync(python, ['--version']).status === 0

const isPython = ({ language }: { readonly language: string }): boolean => language === 'python'

/** The Python of a page: each tab or block continues the one before. */
const programs = [...writtenPages]
  .filter(([, page]) => blocksOf(page).some(isPython))
  .map(([path, page]) => {
    const code = programOf(page, isPython)
    const modules = [...new Set(Array.from(code.matchAll(/^(?:import|from) (\w+)/gm), ([, name]) => name!))]
    const missing = works ? modules.filter((name) => spawnSync(python, ['-c', `import ${name}`]).status !== 0) : modules
    const skipped =
      missing.length === 0 ? '' : ` (skipped: ${python} has no ${missing.join(', ')}; set WORDLOOM_PYTHON)`
    return { path, code, skipped }
  })

mkdirSync(join(root, 'reports'), { recursive: true })
const folder = mkdtempSync(join(root, 'reports/python-pages-'))
beforeAll(() => writePageFiles(folder))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!works)(
  works ? 'the Python of a page' : `the Python of a page (skipped: there is no ${python})`,
  () => {
    it.each(programs)('should be Python: $path', ({ code }) => {
      const { status, stderr } = spawnSync(python, ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
        input: code,
      })
      expect(status, String(stderr)).toBe(0)
    })

    for (const { path, code, skipped } of programs) {
      it.skipIf(skipped !== '')(`should run as it stands there: ${path}${skipped}`, { timeout: 300_000 }, () => {
        const file = join(folder, 'program.py')
        writeFileSync(file, code)
        const { status, stderr } = spawnSync(python, [file], { cwd: folder })
        expect(status, String(stderr)).toBe(0)
      })
    }
  },
)
