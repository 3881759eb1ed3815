import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pythonEnvironment } from '../../src/peers/python-environment.js'

describe('pythonEnvironment', () => {
  let folder: string
  let requirements: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wordloom-benchmarks-'))
    requirements = join(folder, 'requirements.txt')
    writeFileSync(requirements, '# nothing\n')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('should say that there is no Python, and leave an environment that there is alone', async () => {
    const environment = join(folder, 'environment')
    mkdirSync(environment)
    const options = { name: 'peer', requirements, folder: environment, python: 'wordloom-no-such-python' }
    await expect(pythonEnvironment(options)).rejects.toMatchObject({
      code: 'DEPENDENCY_MISSING',
      message: expect.stringMatching(/'peer' is not installed.*wordloom-no-such-python/s),
    })
    expect(existsSync(environment)).toBe(true)
  })

  it.runIf(process.platform !== 'win32')('should leave nothing behind when the installation fails', async () => {
    // A Python that has a version and no venv.
    const python = join(folder, 'python')
    writeFileSync(
      python,
      '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.11.0 && exit 0\necho no venv >&2\nexit 1\n',
      {
        mode: 0o755,
      },
    )
    const environment = join(folder, 'environment')
    const options = { name: 'peer', requirements, folder: environment, python }
    await expect(pythonEnvironment(options)).rejects.toThrow('no venv')
    expect(existsSync(environment)).toBe(false)
  })

  it.runIf(process.platform !== 'win32')('should be made once, and again when the requirements change', async () => {
    // A Python whose "venv" is a copy of a script that can be called in its place.
    const python = join(folder, 'python')
    const script = [
      '#!/bin/sh',
      '[ "$1" = --version ] && echo Python 3.11.0 && exit 0',
      `[ "$2" = venv ] && mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo made >> ${join(folder, 'log')}`,
      'exit 0',
    ]
    writeFileSync(python, `${script.join('\n')}\n`, { mode: 0o755 })
    const told: string[] = []
    const options = { name: 'peer', requirements, folder: join(folder, 'environment'), python }
    const run = (): Promise<string> => pythonEnvironment({ ...options, onProgress: (text) => told.push(text) })
    expect(await run()).toBe(join(folder, 'environment', 'bin/python'))
    await run()
    expect(told).toHaveLength(1)
    writeFileSync(requirements, 'numpy==2.4.6\n')
    await run()
    expect(told).toHaveLength(2)
  })
})
