import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { interopFolder } from '../folders.js'
import { buildOnce } from './build-once.js'
import { onnxRuntimeLibrary } from './onnx-runtime-library.js'
import { program } from './program.js'
import { runTool } from './run-tool.js'
import type { Lacks, Runtime } from './runtime.js'

const sources = join(interopFolder, 'programs/rust')

/** A library for Rust, and how its program is built. */
export interface RustOptions {
  /** Of the folder below `programs/rust`. */
  readonly library: string
  readonly title: string
  /** The package whose version is that of the library. */
  readonly crate: string
  /** Whether it opens the shared library of ONNX Runtime. @defaultValue false */
  readonly opensOnnxRuntime?: boolean
  /** Whether its build starts protoc. @defaultValue false */
  readonly needsProtoc?: boolean
  readonly differencePerPadding?: number
  readonly lacks?: Lacks
}

/** A program in Rust; all share one folder of builds. */
export function rust({
  library,
  title,
  crate,
  opensOnnxRuntime = false,
  needsProtoc = false,
  ...limits
}: RustOptions): Runtime {
  return {
    name: `rust-${library}`,
    title,
    program: `rust/${library}`,
    ...limits,
    async build({ cache, onProgress }) {
      const cargo = await runTool('cargo', ['--version'], { cwd: sources })
      const folder = join(cache, 'rust')
      await buildOnce({
        folder: join(folder, `${library}-built`),
        sources: [sources],
        versions: [cargo],
        async build() {
          onProgress('building')
          await runTool('cargo', ['fetch', '--locked'], { cwd: sources, failure: 'DEPENDENCY_MISSING' })
          const env = { CARGO_TARGET_DIR: folder }
          const options = ['--quiet', '--offline', '--locked', '--package']
          const protoc = needsProtoc
            ? await runTool('cargo', ['run', ...options, 'print-protoc'], { cwd: sources, env })
            : undefined
          await runTool('cargo', ['build', ...options, `classify-with-${library}`], {
            cwd: sources,
            env: { ...env, ...(protoc !== undefined && { PROTOC: protoc.trim() }) },
          })
        },
      })
      const binary = join(folder, 'debug', `classify-with-${library}`)
      return program([binary], {
        forStrings: [join(folder, 'debug', 'classify-strings')],
        ...(opensOnnxRuntime && { env: { ORT_DYLIB_PATH: await onnxRuntimeLibrary() } }),
        version: await lockedVersion(crate),
        host: cargo.trim().replace(/^cargo (\S+).*/, 'Rust $1'),
      })
    },
  }
}

/** The libraries do not tell their versions; the lock file does. */
async function lockedVersion(crate: string): Promise<string> {
  const lock = await readFile(join(sources, 'Cargo.lock'), 'utf8')
  return new RegExp(`name = "${crate}"\nversion = "(.+)"`).exec(lock)?.[1] ?? 'unknown'
}
