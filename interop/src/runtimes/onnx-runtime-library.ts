import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { WordloomError } from '@wordloom/core'

/**
 * The shared library of ONNX Runtime that the npm package onnxruntime-node carries, for programs in other languages.
 *
 * @throws WordloomError `DEPENDENCY_MISSING` on a platform that the package has none for.
 */
export async function onnxRuntimeLibrary(): Promise<string> {
  const platform = join(process.platform, process.arch)
  const binaries = join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')), '../bin')
  for (const folder of await readdir(binaries)) {
    const files = await readdir(join(binaries, folder, platform)).catch(() => [])
    const library = files.find((file) => /^(lib)?onnxruntime\.(so|dylib|dll|[\d.]+\.dylib)/.test(file))
    if (library !== undefined) return join(binaries, folder, platform, library)
  }
  throw new WordloomError('DEPENDENCY_MISSING', 'onnxruntime-node has no library of ONNX Runtime for this platform', {
    received: platform,
  })
}
