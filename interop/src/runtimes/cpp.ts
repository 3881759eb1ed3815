import { copyFile, mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { goModuleFolder } from './go.js'
import { onnxRuntimeLibrary } from './onnx-runtime-library.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { Runtime } from './runtime.js'

const headers = ['onnxruntime_c_api.h', 'onnxruntime_ep_c_api.h']

/** ONNX Runtime's C interface. The library is that of onnxruntime-node, the header that of the module for Go. */
export function cpp(): Runtime {
  return {
    name: 'cpp-onnxruntime',
    title: 'onnxruntime, C++',
    program: 'cpp',
    async build({ cache, onProgress }) {
      const compiler = process.env['CXX'] ?? 'c++'
      const version = (await runTool(compiler, ['--version'])).split('\n')[0]!
      const library = await onnxRuntimeLibrary()
      const headerFolder = await goModuleFolder()
      const sources = join(interopFolder, 'programs/cpp')
      const folder = join(cache, 'cpp')
      const binary = join(folder, 'classify')
      await buildOnce({
        folder,
        sources: [sources],
        versions: [version, library, headerFolder],
        async build() {
          onProgress('building')
          await mkdir(join(folder, 'include'), { recursive: true })
          for (const header of headers) await copyFile(join(headerFolder, header), join(folder, 'include', header))
          await runTool(compiler, [
            ...['-std=c++20', '-O2', '-Wall', '-Wextra', '-I', join(folder, 'include')],
            ...[join(sources, 'classify.cpp'), '-o', binary],
            ...['-L', dirname(library), `-l:${basename(library)}`, `-Wl,-rpath,${dirname(library)}`],
          ])
        },
      })
      return program([binary], { host: version })
    },
  }
}
