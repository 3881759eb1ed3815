import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { interopFolder } from '../folders.js'
import { cppCompiler } from '../runtimes/cpp.js'
import { goModuleFolder } from '../runtimes/go.js'
import { javaBuild } from '../runtimes/java.js'
import { onnxRuntimeLibrary } from '../runtimes/onnx-runtime-library.js'
import { pythonEnvironment } from '../runtimes/python.js'
import { runTool } from '../runtimes/run-tool.js'
import type { BuildContext } from '../runtimes/runtime.js'

/** A program that was taken out of a README. */
export interface ReadmeProgram {
  readonly source: string
  readonly inputs: 'ids' | 'tokens' | 'text'
  /** Where the file lies: the program is started there. */
  readonly folder: string
  /** An empty one for the program and its build. */
  readonly workFolder: string
}

/** A language that a README has programs in. */
export interface ReadmeLanguage {
  readonly language: string
  /** Of the block of code. */
  readonly tag: string
  /**
   * Makes ready what a user would install.
   *
   * @returns what builds and runs a program, and gives what it prints
   * @throws WordloomError `TOOL_MISSING` or `DEPENDENCY_MISSING` where it cannot be had.
   */
  prepare(context: BuildContext): Promise<(program: ReadmeProgram) => Promise<string>>
}

const programs = join(interopFolder, 'programs')

/** All of them, with the versions that the programs of runtimes have. */
export const readmeLanguages: readonly ReadmeLanguage[] = [
  {
    language: 'Python',
    tag: 'python',
    async prepare(context) {
      const { interpreter } = await pythonEnvironment('python-onnxruntime', context)
      return async ({ source, folder, workFolder }) => {
        const file = await written(workFolder, 'classify.py', source)
        return runTool(interpreter, [file], { cwd: folder })
      }
    },
  },
  {
    language: 'JavaScript',
    tag: 'js',
    async prepare() {
      return async ({ source, folder, workFolder }) => {
        const file = await written(workFolder, 'classify.mjs', source)
        return runTool(process.execPath, [file], { cwd: folder })
      }
    },
  },
  {
    language: 'Java',
    tag: 'java',
    async prepare(context) {
      const { classPath } = await javaBuild(context)
      return async ({ source, folder, workFolder }) => {
        const file = await written(workFolder, 'Classify.java', source)
        // Before Java 18 the compiler reads files in the encoding of the system.
        return runTool('java', ['-Dfile.encoding=UTF-8', '-cp', classPath, file], { cwd: folder })
      }
    },
  },
  {
    language: 'Go',
    tag: 'go',
    async prepare() {
      await goModuleFolder()
      const ORT_LIBRARY = await onnxRuntimeLibrary()
      return async ({ source, folder, workFolder }) => {
        await written(workFolder, 'main.go', source)
        for (const name of ['go.mod', 'go.sum']) await copyFile(join(programs, 'go', name), join(workFolder, name))
        const binary = join(workFolder, 'classify')
        await runTool('go', ['build', '-mod=readonly', '-o', binary, '.'], {
          cwd: workFolder,
          env: { CGO_ENABLED: '1' },
        })
        return runTool(binary, [], { cwd: folder, env: { ORT_LIBRARY } })
      }
    },
  },
  {
    language: 'Rust',
    tag: 'rust',
    async prepare({ cache }) {
      await runTool('cargo', ['fetch', '--locked'], { cwd: join(programs, 'rust'), failure: 'DEPENDENCY_MISSING' })
      const ORT_DYLIB_PATH = await onnxRuntimeLibrary()
      return async ({ source, inputs, folder, workFolder }) => {
        const like = join(programs, 'rust', inputs === 'ids' ? 'tract' : 'ort', 'Cargo.toml')
        const name = `readme-${inputs}`
        await written(workFolder, 'main.rs', source)
        await written(workFolder, 'Cargo.toml', cargoManifest(name, await readFile(like, 'utf8')))
        await copyFile(join(programs, 'rust/Cargo.lock'), join(workFolder, 'Cargo.lock'))
        const env = { CARGO_TARGET_DIR: join(cache, 'rust') }
        await runTool('cargo', ['build', '--quiet', '--offline'], { cwd: workFolder, env })
        return runTool(join(env.CARGO_TARGET_DIR, 'debug', name), [], { cwd: folder, env: { ORT_DYLIB_PATH } })
      }
    },
  },
  {
    language: 'C++',
    tag: 'cpp',
    async prepare() {
      const { compile } = await cppCompiler()
      return async ({ source, folder, workFolder }) => {
        const binary = join(workFolder, 'classify')
        await compile(await written(workFolder, 'classify.cpp', source), binary)
        return runTool(binary, [], { cwd: folder })
      }
    },
  },
]

async function written(folder: string, name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

/** A package by itself, with the dependencies of the program of a runtime, so that what was built for that is used again. */
function cargoManifest(name: string, like: string): string {
  const dependencies = like.slice(like.indexOf('[dependencies]')).replace(/^cases = .*\n/m, '')
  return `[package]
name = "${name}"
version = "0.0.0"
edition = "2021"

[[bin]]
name = "${name}"
path = "main.rs"

[workspace]

[profile.dev]
debug = false

${dependencies}`
}
