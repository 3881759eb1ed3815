import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { WordloomError } from '@wordloom/core'
import { benchmarksFolder, cacheFolder } from '../folders.js'
import { pythonEnvironment } from '../peers/python-environment.js'
import { peerEnvironment } from '../peers/worker-environment.js'
import type { Program } from './run-program.js'

const threads = 2

/** Wordloom, as a user's program on the Node that runs this. */
export function wordloomProgram(...parameters: readonly string[]): Program {
  return nodeProgram('wordloom', parameters)
}

/** JavaScript without a library. */
export function plainNodeProgram(...parameters: readonly string[]): Program {
  return nodeProgram('plain-node', parameters)
}

function nodeProgram(name: string, parameters: readonly string[]): Program {
  const file = fileURLToPath(new URL(`programs/${name}.js`, import.meta.url))
  return { executable: process.execPath, arguments: [file, ...parameters] }
}

/** A library of Python in its environment, which is made when there is none. Throws `DEPENDENCY_MISSING`. */
export async function pythonProgram(
  onProgress: (text: string) => void,
  ...parameters: readonly string[]
): Promise<Program> {
  const interpreter = await pythonEnvironment({
    name: 'vectors',
    requirements: join(benchmarksFolder, 'requirements', 'vectors.txt'),
    folder: join(cacheFolder, 'environments', 'vectors'),
    python: process.env['WORDLOOM_BENCHMARK_PYTHON'] ?? (process.platform === 'win32' ? 'python' : 'python3'),
    onProgress,
  })
  const script = join(benchmarksFolder, 'python', 'vectors', 'peer.py')
  return { executable: interpreter, arguments: [script, ...parameters], environment: peerEnvironment(threads, {}) }
}

/** The program in Rust, built when cargo is there. Throws `DEPENDENCY_MISSING`. */
export async function rustProgram(...parameters: readonly string[]): Promise<Program> {
  const source = join(benchmarksFolder, 'rust', 'glove-parse')
  const target = join(cacheFolder, 'rust')
  try {
    await promisify(execFile)('cargo', ['build', '--release', '--quiet', '--target-dir', target], { cwd: source })
  } catch (cause) {
    throw new WordloomError('DEPENDENCY_MISSING', 'The program in Rust cannot be built', {
      received: cause instanceof Error ? cause.message.slice(0, 300) : String(cause),
      hint: 'It needs cargo.',
      cause,
    })
  }
  return { executable: join(target, 'release', 'glove-parse'), arguments: parameters }
}
