import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import * as web from '../../src/web/index.js'

it('should export exactly this', () => {
  expect(Object.keys(web).sort()).toEqual([
    'browserStore',
    'catalogue',
    'downloadVectors',
    'encodeVectors',
    'findVectorSet',
    'indexedDbStore',
    'loadVectors',
    'opfsStore',
    'parseVectors',
  ])
})

it('should need nothing of Node, and be small without the part for zip archives', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/web/index.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    outdir: '/',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@wordloom/source'],
    logLevel: 'silent',
  })
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path))
  expect(imported.length).toBeGreaterThan(50)
  expect(imported.filter((path) => path.startsWith('node:') || path.includes('undici'))).toEqual([])

  const sizes = { first: 0, later: 0 }
  const first = new Set<string>()
  const add = (name: string): void => {
    if (first.has(name)) return
    first.add(name)
    for (const { path, kind } of metafile.outputs[name]!.imports) if (kind === 'import-statement') add(path)
  }
  add(Object.keys(metafile.outputs).find((name) => metafile.outputs[name]!.entryPoint?.endsWith('web/index.ts'))!)
  const isFirst = (path: string): boolean => [...first].some((name) => path.endsWith(name.replace(/^(\.\.\/)+/, '')))
  for (const { path, contents } of outputFiles) sizes[isFirst(path) ? 'first' : 'later'] += gzipSync(contents).length
  console.log(`gzipped: ${sizes.first} bytes at first, ${sizes.later} when a zip archive or another format is read`)
  expect(sizes.later).toBeGreaterThan(10_000)
  expect(sizes.first).toBeLessThan(40_000)
})
