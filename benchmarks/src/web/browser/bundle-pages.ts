import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'

const wasmFiles = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd']

/** Scripts of `page/` and the workers that they start, bundled as users would bundle them: the built packages, minified. */
export async function bundlePages(names: readonly string[], banner?: string): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [
      ...names.map((name) => ({ in: pageScript(name), out: name })),
      { in: '@wordloom/trainer-web/worker', out: 'trainer-worker' },
      { in: '@wordloom/trainer-web/kernel-thread-worker', out: 'kernel-thread-worker' },
    ],
    outdir: '/',
    absWorkingDir: dirname(pageScript('')),
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    ...(banner !== undefined && { banner: { js: banner } }),
    logLevel: 'silent',
  })
  // Its process would go on beside what is measured.
  await stop()
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}

/** The `.wasm` files of TensorFlow.js, by path. */
export async function tfjsWasmFiles(): Promise<Map<string, Uint8Array>> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')), '../wasm-out')
  const files = new Map<string, Uint8Array>()
  for (const name of wasmFiles) files.set(`/tfjs/${name}.wasm`, await readFile(join(folder, `${name}.wasm`)))
  return files
}

/** From `src` in tests and from `dist`. */
function pageScript(name: string): string {
  return fileURLToPath(new URL(`../page/${name}${extname(import.meta.url)}`, import.meta.url))
}
