import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../built-site.js'
import { blocksOf, isForBrowser, isForNode, programOf, writtenPages } from './page-blocks.js'
import { writePageFiles } from './page-files.js'

/** Each page's programs: its blocks one after the other. */
const programs = [...writtenPages].flatMap(([path, page]) => {
  const name = path.replaceAll('/', '-').replace('.md', '')
  return [
    { path, name, code: programOf(page, isForNode), runs: true },
    { path, name: `${name}-browser`, code: programOf(page, isForBrowser), runs: false },
  ].filter(({ code }) => code !== '')
})

mkdirSync(join(root, 'reports'), { recursive: true })
const folder = mkdtempSync(join(root, 'reports/pages-'))
const files = join(folder, 'files')
let complaints: ReadonlyMap<string, readonly string[]>

beforeAll(async () => {
  await writePageFiles(files)
  await writeTensorflow(join(folder, 'node_modules/@tensorflow/tfjs'))
  for (const { name, code } of programs) writeFileSync(join(folder, `${name}.ts`), `${code}\nexport {}\n`)
  complaints = typeErrors(programs.map(({ name }) => join(folder, `${name}.ts`)))
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the program of a page', () => {
  it.each(programs)('should have the types that it says it has: $name', ({ name }) => {
    expect(complaints.get(join(folder, `${name}.ts`)) ?? []).toEqual([])
  })

  it.each(programs.filter(({ runs }) => runs))(
    'should run as it stands there: $path',
    async ({ name, code }) => {
      const cwd = join(folder, name)
      cpSync(files, cwd, { recursive: true })
      const { outputText } = ts.transpileModule(code, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
      })
      writeFileSync(join(cwd, 'program.mjs'), outputText)
      const env = {
        ...process.env,
        WORDLOOM_OFFLINE: '1',
        WORDLOOM_CACHE: join(cwd, 'vectors'),
        PORT: String(await freePort()),
      }
      const { stdout } = await promisify(execFile)(process.execPath, ['program.mjs'], { cwd, env, maxBuffer: 2 ** 26 })
      for (const [, shown] of code.matchAll(/\/\/ → (.*)$/gm)) expect(stdout).toContain(shown)
    },
    120_000,
  )

  it('should be left out with a reason only', () => {
    for (const [path, page] of writtenPages) {
      const left = blocksOf(page).filter(({ language, marks }) => language === 'ts' && marks.includes('no-run'))
      for (const { code } of left) expect(code, path).toMatch(/^\/\/ Not run by the tests: /)
    }
  })
})

/** For the page that starts a server. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** `@tensorflow/tfjs` for the programs that import it. */
async function writeTensorflow(path: string): Promise<void> {
  mkdirSync(path, { recursive: true })
  const entryPoints = [join(import.meta.dirname, 'tensorflow.js')]
  const outfile = join(path, 'index.cjs')
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  })
  writeFileSync(
    join(path, 'index.d.ts'),
    "export * from '@tensorflow/tfjs-core'\nexport * from '@tensorflow/tfjs-layers'\n",
  )
  writeFileSync(join(path, 'package.json'), JSON.stringify({ main: 'index.cjs', types: 'index.d.ts' }))
}

/** What the compiler has to say about each file. */
function typeErrors(names: readonly string[]): Map<string, string[]> {
  const program = ts.createProgram(names, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  })
  return new Map(
    names.map((name) => {
      const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(name))
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))]
    }),
  )
}
