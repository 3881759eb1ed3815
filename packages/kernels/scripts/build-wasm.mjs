// Compiles the modules of assembly/ to WebAssembly, those that gain by it a second time with relaxed SIMD, and writes each
// build as a string into src/generated/: a string travels through every bundler, needs no fetch and no file access, and is
// compiled on first use. A character stands for a byte: servers send that packed by a fifth smaller than base64.
import asc from 'assemblyscript/asc'
import { Buffer } from 'node:buffer'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const generated = new URL('../src/generated/', import.meta.url)
// 65,536 pages of 64 KiB are the 4 GiB that 32-bit addresses reach.
const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536']
const options = ['-O3', '--enable', 'simd', '--enable', 'threads', '--runtime', 'stub', '--noAssert', ...memory]

const plain = ['--use', 'RELAXED=0']
const relaxed = ['--use', 'RELAXED=1', '--enable', 'relaxed-simd']
const training = ['--use', 'TRAINING=1']
const onlyPrediction = ['--use', 'TRAINING=0']

await mkdir(generated, { recursive: true })
await build('plainKernels', 'index.ts', [...plain, ...training])
await build('relaxedKernels', 'index.ts', [...relaxed, ...training])
await build('plainPredictionKernels', 'prediction.ts', [...plain, ...onlyPrediction])
await build('relaxedPredictionKernels', 'prediction.ts', [...relaxed, ...onlyPrediction])
await build('vectorParser', 'vector-parser/index.ts', plain)
// Works on memories of which the parser may still be in use: its constants have a place of their own in the first page.
const behindParser = ['--memoryBase', '32768']
await build('plainVectorSearch', 'vector-search/index.ts', [...plain, ...behindParser])
await build('relaxedVectorSearch', 'vector-search/index.ts', [...relaxed, ...behindParser])

/** Compiles `assembly/ENTRY` to the constant NAME of the file that is called so in kebab-case. */
async function build(name, entry, extraOptions) {
  const fileName = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`
  /** @type {Uint8Array | undefined} */
  let wasm
  const { error, stderr } = await asc.main(
    [`assembly/${entry}`, '--baseDir', packageFolder, '--outFile', 'kernels.wasm', ...options, ...extraOptions],
    { writeFile: (_name, contents) => void (wasm = contents) },
  )
  if (error || wasm === undefined) {
    process.stderr.write(stderr.toString())
    throw error ?? new Error('The AssemblyScript compiler wrote no module')
  }
  const text = JSON.stringify(Buffer.from(wasm).toString('latin1'))
  const flag = sharedFlagOffset(wasm)
  const source =
    `import type { KernelsBuild } from '../wasm/kernels-build.js'\n\n` +
    `/** Made by scripts/build-wasm.mjs. */\n` +
    `export const ${name}: KernelsBuild = {\n  sharedFlagOffset: ${flag},\n  bytes:\n    ${text},\n}\n`
  await writeFile(new URL(fileName, generated), source)
  process.stdout.write(`${fileName}: ${wasm.length} bytes of WebAssembly\n`)
}

/**
 * Where the byte stands that says whether the imported memory is shared: 3 for shared with a maximum, 1 for a maximum alone.
 * The only import is the memory `env.memory`.
 */
function sharedFlagOffset(wasm) {
  const name = Buffer.from('\x03env\x06memory\x02\x03', 'latin1')
  const at = Buffer.from(wasm).indexOf(name)
  if (at < 0) throw new Error('The import of a shared memory is not where it was')
  return at + name.length - 1
}
