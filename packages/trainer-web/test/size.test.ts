import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** What a page downloads that uses this much of the packages: minified, as servers send it. */
async function downloadedBytes(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length
}

it('should take 32 KB at most to predict with a model that the browser keeps', async () => {
  const bytes = await downloadedBytes(
    "import { loadPredictor } from '@wordloom/trainer-web/predict'; console.log(loadPredictor('spam'))",
  )
  console.log(`prediction: ${bytes} bytes`)
  expect(bytes).toBeLessThan(32_000)
})

it('should take 20 KB at most on the page that trains in a worker', async () => {
  const bytes = await downloadedBytes(
    "import { createWebTrainer } from '@wordloom/trainer-web'; console.log(createWebTrainer())",
  )
  console.log(`training, on the page: ${bytes} bytes`)
  expect(bytes).toBeLessThan(20_000)
})

it('should take 100 KB at most in the worker, which holds up no page', async () => {
  const bytes = await downloadedBytes("import '@wordloom/trainer-web/worker'")
  console.log(`training, in the worker: ${bytes} bytes`)
  expect(bytes).toBeLessThan(100_000)
})
