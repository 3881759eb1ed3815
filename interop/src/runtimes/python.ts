import { join } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { BuildContext, Lacks, Runtime } from './runtime.js'

const folder = join(interopFolder, 'programs/python')

/** A program in Python in a virtual environment of its own. Its requirements are `requirements/NAME.txt`. */
export function python(name: string, title: string, script: string, lacks: Lacks = {}): Runtime {
  return {
    name,
    title,
    program: `python/${script}`,
    lacks,
    async build(context) {
      const { interpreter, host } = await pythonEnvironment(name, context)
      return program([interpreter, join(folder, script)], { env: { PYTHONDONTWRITEBYTECODE: '1' }, host })
    },
  }
}

/** A virtual environment with the packages of `requirements/NAME.txt`. */
export async function pythonEnvironment(
  name: string,
  { cache, onProgress }: BuildContext,
): Promise<{ readonly interpreter: string; readonly host: string }> {
  const base = process.env['WORDLOOM_INTEROP_PYTHON'] ?? 'python3'
  const version = await runTool(base, ['--version'])
  const requirements = join(folder, 'requirements', `${name}.txt`)
  const environment = join(cache, 'python', name)
  const interpreter = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  await buildOnce({
    folder: environment,
    sources: [requirements],
    versions: [version],
    async build() {
      onProgress('installing')
      const failure = 'DEPENDENCY_MISSING'
      await runTool(base, ['-m', 'venv', environment], { failure })
      await runTool(interpreter, ['-m', 'pip', 'install', '--quiet', '--no-compile', '--requirement', requirements], {
        failure,
      })
    },
  })
  return { interpreter, host: version.trim() }
}
