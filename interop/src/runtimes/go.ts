import { join, sep } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { onnxRuntimeLibrary } from './onnx-runtime-library.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { Runtime } from './runtime.js'

const sources = join(interopFolder, 'programs/go')
const module = 'github.com/yalue/onnxruntime_go'

/** ONNX Runtime by a module for Go that opens its shared library. */
export function go(): Runtime {
  return {
    name: 'go-onnxruntime',
    title: 'onnxruntime, Go',
    program: 'go',
    async build({ cache, onProgress }) {
      const library = await onnxRuntimeLibrary()
      const version = (await runTool('go', ['version'])).trim()
      await goModuleFolder()
      const folder = join(cache, 'go')
      const binary = (name: string): string => join(folder, process.platform === 'win32' ? `${name}.exe` : name)
      await buildOnce({
        folder,
        sources: [sources],
        versions: [version],
        async build() {
          onProgress('building')
          await runTool('go', ['build', '-mod=readonly', '-o', folder + sep, './...'], {
            cwd: sources,
            env: { CGO_ENABLED: '1' },
          })
        },
      })
      return program([binary('classify')], {
        forStrings: [binary('classify_strings')],
        env: { ORT_LIBRARY: library },
        host: version.replace(/^go version go(\S+).*/, 'Go $1'),
      })
    },
  }
}

/**
 * Where the module lies, which also has the header of ONNX Runtime's C interface.
 *
 * @throws WordloomError `TOOL_MISSING` without Go, `DEPENDENCY_MISSING` when the module cannot be downloaded.
 */
export async function goModuleFolder(): Promise<string> {
  const output = await runTool('go', ['mod', 'download', '-json', module], {
    cwd: sources,
    failure: 'DEPENDENCY_MISSING',
  })
  return (JSON.parse(output) as { readonly Dir: string }).Dir
}
