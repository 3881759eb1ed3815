import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runTool } from './run-tool.js'
import { libraryNames } from './unpack-wheel.js'

/** What the addon is compiled from, and where to. */
export interface AddonBuild {
  /** Folder of tfjs-node, with its sources. */
  readonly packageFolder: string
  readonly headers: string
  readonly libraries: string
  /** The file to write. */
  readonly output: string
}

/** The package's own `binding.gyp` has the same folders, so that the addon finds the libraries wherever the package is moved. */
const librariesFromAddon = '$ORIGIN/../../deps/lib'

/**
 * Compiles tfjs-node's addon.
 *
 * @see binding.gyp of the package, for its sources and definitions.
 * @throws WordloomError `TOOL_MISSING`, `TOOL_FAILED`, `ABORTED`
 */
export async function compileAddon(
  { packageFolder, headers, libraries, output }: AddonBuild,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<void> {
  const nodeHeaders = join(createRequire(import.meta.url).resolve('node-api-headers/package.json'), '..', 'include')
  const chosen = env['CXX'] ?? ''
  await runTool({
    commands: chosen === '' ? ['c++', 'g++', 'clang++'] : [chosen],
    argv: [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
      ...['-I', nodeHeaders, '-I', headers],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name)),
      ...['-L', libraries, ...libraryNames.map((name) => `-l:${name}`), `-Wl,-rpath,${librariesFromAddon}`],
      ...['-o', output],
    ],
    failure: 'The addon of tfjs-node could not be compiled',
    missingHint: 'Install a C++ compiler (Debian: g++; Fedora: gcc-c++), or name one in the variable CXX.',
    failureHint: 'Read what the compiler said above: it must know C++17; another one can be named in the variable CXX.',
    env,
    signal,
  })
}
