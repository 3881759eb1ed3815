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
const programs = ['classify', 'classify_strings']

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
      await buildOnce({
        folder,
        sources: [sources],
        versions: [version, library, headerFolder],
        async build() {
          onProgress('building')
          await mkdir(join(folder, 'include'), { recursive: true })
          for (const header of headers) await copyFile(join(headerFolder, header), join(folder, 'include', header))
          for (const name of programs) {
            await runTool(compiler, [
              ...['-std=c++20', '-O2', '-Wall', '-Wextra', '-I', join(folder, 'include')],
              ...[join(sources, `${name}.cpp`), '-o', join(folder, name)],
              ...['-L', dirname(library), `-l:${basename(library)}`, `-Wl,-rpath,${dirname(library)}`],
            ])
          }
        },
      })
      return program([join(folder, 'classify')], { forStrings: [join(folder, 'classify_strings')], host: version })
    },
  }
}
