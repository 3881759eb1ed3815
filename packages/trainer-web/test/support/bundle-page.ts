import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundleWithEsbuild } from 'esbuild'
import { build as bundleWithVite } from 'vite'
import webpack from 'webpack'

/** Bundlers that users have. Both see the built packages, and nothing but what a user would set. */
export const bundlers: Readonly<Record<string, (page: URL) => Promise<Map<string, Uint8Array>>>> = {
  /** Its users name the worker's script as one more file to bundle: esbuild does not look for workers. */
  async esbuild(page) {
    const { outputFiles } = await bundleWithEsbuild({
      entryPoints: [
        { in: fileURLToPath(page), out: 'page' },
        { in: '@wordloom/trainer-web/worker', out: 'trainer-worker' },
        { in: '@wordloom/trainer-web/kernel-thread-worker', out: 'kernel-thread-worker' },
      ],
      outdir: '/',
      absWorkingDir: dirname(fileURLToPath(page)),
      bundle: true,
      minify: true,
      splitting: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      logLevel: 'silent',
    })
    return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
  },

  /** Its users set nothing: Vite finds workers by itself. */
  async vite(page) {
    const result = await bundleWithVite({
      configFile: false,
      root: dirname(fileURLToPath(page)),
      base: './',
      logLevel: 'error',
      build: {
        write: false,
        modulePreload: false,
        rolldownOptions: { input: fileURLToPath(page), output: { entryFileNames: 'page.js' } },
      },
    })
    const [{ output }] = (Array.isArray(result) ? result : [result]) as [
      { readonly output: readonly { fileName: string; code?: string; source?: string | Uint8Array }[] },
    ]
    return new Map(
      output.map(({ fileName, code, source }) => {
        const content = code ?? source ?? ''
        return [`/${fileName}`, typeof content === 'string' ? Buffer.from(content) : content]
      }),
    )
  },

  /** Its users set nothing: webpack finds workers by itself. It bundles JavaScript, so the page is made that before. */
  async webpack(page) {
    const reports = join(dirname(fileURLToPath(page)), '../../reports')
    await mkdir(reports, { recursive: true })
    const folder = await mkdtemp(join(reports, 'webpack-'))
    try {
      const input = join(folder, 'input.js')
      await bundleWithEsbuild({
        entryPoints: [fileURLToPath(page)],
        outfile: input,
        bundle: true,
        packages: 'external',
        format: 'esm',
        target: 'es2022',
      })
      await runWebpack(input, join(folder, 'output'))
      const names = await readdir(join(folder, 'output'))
      const files = names.map(async (name) => [`/${name}`, await readFile(join(folder, 'output', name))] as const)
      return new Map(await Promise.all(files))
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

function runWebpack(input: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        entry: input,
        output: { path: folder, filename: 'page.js' },
        optimization: { minimize: false },
        performance: false,
      },
      (error, stats) => {
        if (error) reject(error)
        else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')))
        else resolve()
      },
    )
  })
}

/** Files of a package as they are served: those of onnxruntime-web that its WebAssembly build asks for. */
export function onnxruntimeFiles(): Map<string, Uint8Array> {
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'))
  const names = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']
  return new Map(names.map((name) => [`/onnxruntime/${basename(name)}`, readFileSync(join(folder, name))]))
}
