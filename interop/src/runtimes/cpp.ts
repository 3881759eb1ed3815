import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { goModuleFolder } from './go.js'
import { onnxRuntimeLibrary } from './onnx-runtime-library.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { Runtime } from './runtime.js'

const programs = ['classify', 'classify_strings']

/** ONNX Runtime's C interface. The library is that of onnxruntime-node, the header that of the module for Go. */
export function cpp(): Runtime {
  return {
    name: 'cpp-onnxruntime',
    title: 'onnxruntime, C++',
    program: 'cpp',
    async build({ cache, onProgress }) {
      const { host, versions, compile } = await cppCompiler()
      const sources = join(interopFolder, 'programs/cpp')
      const folder = join(cache, 'cpp')
      await buildOnce({
        folder,
        sources: [sources],
        versions,
        async build() {
          onProgress('building')
          await mkdir(folder, { recursive: true })
          for (const name of programs) await compile(join(sources, `${name}.cpp`), join(folder, name))
        },
      })
      return program([join(folder, 'classify')], { forStrings: [join(folder, 'classify_strings')], host })
    },
  }
}

/** A compiler that finds ONNX Runtime. */
export interface CppCompiler {
  readonly host: string
  /** What a build depends on. */
  readonly versions: readonly string[]
  compile(source: string, binary: string): Promise<void>
}

/** @throws WordloomError `TOOL_MISSING` or `DEPENDENCY_MISSING` where a part of it cannot be had. */
export async function cppCompiler(): Promise<CppCompiler> {
  const compiler = process.env['CXX'] ?? 'c++'
  const host = (await runTool(compiler, ['--version'])).split('\n')[0]!
  const library = await onnxRuntimeLibrary()
  const headers = await goModuleFolder()
  return {
    host,
    versions: [host, library, headers],
    async compile(source, binary) {
      await runTool(compiler, [
        ...['-std=c++20', '-O2', '-Wall', '-Wextra', '-Werror', '-I', headers, source, '-o', binary],
        ...['-L', dirname(library), `-l:${basename(library)}`, `-Wl,-rpath,${dirname(library)}`],
      ])
    },
  }
}
