import { delimiter, join } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { BuildContext, Runtime } from './runtime.js'

/** ONNX Runtime's own package for Java; Maven builds the program. */
export function java(): Runtime {
  return {
    name: 'java-onnxruntime',
    title: 'onnxruntime, Java',
    program: 'java',
    lacks: { 'wide characters': 'its strings arrive as surrogates, which is an error' },
    async build(context) {
      const { classPath, host } = await javaBuild(context)
      const java = (name: string): [string, ...string[]] => ['java', '-cp', classPath, name]
      return program(java('Classify'), { forStrings: java('ClassifyStrings'), host })
    },
  }
}

/** The programs, compiled, and the package of ONNX Runtime: a path of classes. */
export async function javaBuild({
  cache,
  onProgress,
}: BuildContext): Promise<{ readonly classPath: string; readonly host: string }> {
  const sources = join(interopFolder, 'programs/java')
  const folder = join(cache, 'java')
  const version = (await runTool('java', ['--version'])).split('\n')[0]!
  await buildOnce({
    folder,
    sources: [sources],
    versions: [version, await runTool('mvn', ['--version'])],
    async build() {
      onProgress('building')
      const parameters = ['--quiet', '--batch-mode', `-DbuildFolder=${folder}`]
      // First alone, to tell what cannot be downloaded from what cannot be compiled.
      const goal = 'dependency:resolve'
      await runTool('mvn', [...parameters, goal], { cwd: sources, failure: 'DEPENDENCY_MISSING' })
      await runTool('mvn', [...parameters, 'compile'], { cwd: sources })
    },
  })
  return { classPath: [join(folder, 'classes'), join(folder, 'lib', '*')].join(delimiter), host: version }
}
