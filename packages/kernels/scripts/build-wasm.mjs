// Compiles assembly/ to WebAssembly and writes it as a base64 string into src/generated/kernels-wasm.ts: a string travels
// through every bundler, needs no fetch and no file access, and is compiled on first use.
import asc from 'assemblyscript/asc'
import { Buffer } from 'node:buffer'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const target = new URL('../src/generated/kernels-wasm.ts', import.meta.url)
const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--importMemory']

/** @type {Uint8Array | undefined} */
let wasm
const { error, stderr } = await asc.main(
  ['assembly/index.ts', '--baseDir', packageFolder, '--outFile', 'kernels.wasm', ...options],
  { writeFile: (_name, contents) => void (wasm = contents) },
)
if (error || wasm === undefined) {
  process.stderr.write(stderr.toString())
  throw error ?? new Error('The AssemblyScript compiler wrote no module')
}

await mkdir(new URL('.', target), { recursive: true })
const text = Buffer.from(wasm).toString('base64')
await writeFile(target, `/** The compiled kernels, base64. */\nexport const kernelsWasm: string =\n  '${text}'\n`)
process.stdout.write(`kernels-wasm.ts: ${wasm.length} bytes of WebAssembly\n`)
