import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { node, npm, publishedPackages, root, type Package } from './packages.js'
import { examplesOf, javaScriptOf } from './readme-examples.js'
import { packPackages, tarballOf } from './tarballs.js'

const project = mkdtempSync(join(tmpdir(), 'wordloom-packed-'))

beforeAll(async () => {
  await packPackages()
  const files = publishedPackages.map(tarballOf)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'a-user', private: true, type: 'module' }))
  const peers = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-cpu']
  const tools = ['onnxruntime-node', '@types/node', ...peers].map((name) => `${name}@${versionOf(name)}`)
  await npm(project, 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...files, ...tools)
}, 600_000)

afterAll(() => rmSync(project, { recursive: true, force: true }))

function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  return String(manifest.version)
}

/** Scripts of workers are no modules to import. */
function entryPoints({ manifest }: Package): string[] {
  return Object.keys(manifest.exports)
    .filter((path) => path !== './package.json' && !path.endsWith('worker'))
    .map((path) => manifest.name + path.slice(1))
}

describe.each(publishedPackages.map((item) => [item.manifest.name, item] as const))(
  '%s from its tarball',
  (name, item) => {
    it('should be imported by every entry point', async () => {
      for (const entry of entryPoints(item)) {
        const keys = await node(project, '-e', `import('${entry}').then((m) => console.log(Object.keys(m).length))`)
        expect(Number(keys), entry).toBeGreaterThan(0)
      }
    })

    it('should have the packages it needs at the versions that are here', () => {
      const versions = new Map(publishedPackages.map(({ manifest }) => [manifest.name, manifest.version]))
      for (const [dependency, range] of Object.entries(item.manifest.dependencies ?? {})) {
        const version = versions.get(dependency)
        if (version !== undefined) expect(range, dependency).toBe(`^${version}`)
      }
    })

    it('should satisfy publint and attw', async () => {
      const publint = join(root, 'node_modules/publint/src/cli.js')
      await expect(node(item.folder, publint, '--strict')).resolves.toContain('All good')
      const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
      // It ends with another code than 0 when types and files do not agree.
      await expect(node(item.folder, attw, tarballOf(item), '--profile', 'esm-only')).resolves.toContain(
        'node16 (from ESM)',
      )
    })

    const examples = examplesOf(item.folder)
    if (examples.length === 0) return
    it('should run the examples of its README as they stand there', async () => {
      for (const [index, code] of examples.entries()) {
        const file = join(project, `${name.replaceAll(/\W/g, '-')}-${index}`)
        writeFileSync(`${file}.ts`, code)
        expect(typeErrors(`${file}.ts`)).toEqual([])
        writeFileSync(`${file}.mjs`, javaScriptOf(code))
        await node(project, `${file}.mjs`)
      }
    })
  },
)

function typeErrors(file: string): string[] {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  })
  // Declarations of TensorFlow.js contradict those of browsers that come with TypeScript.
  const isOurs = (name: string): boolean => name === file || name.includes('/@wordloom/')
  const ours = ts.getPreEmitDiagnostics(program).filter(({ file: source }) => !source || isOurs(source.fileName))
  return ours.map(({ messageText, file: source }) => {
    return `${source?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

/** What running an example leaves in its folder. */
const generated = /[\\/](?:node_modules|dist|model|onnx)$/

/** What is built or run of an example without waiting for visitors. The other examples need nothing else. */
const copiedExamples = [
  ['node-script', ['start']],
  ['serverless', ['train', 'bundle']],
  ['vite-app', ['build']],
] as const

describe('the examples, copied out', () => {
  it.each(copiedExamples)('should run %s on the tarballs', async (name, scripts) => {
    const folder = join(project, 'examples', name)
    cpSync(join(root, 'examples', name), folder, { recursive: true, filter: (path) => !generated.test(path) })
    // Tools that are here already.
    for (const tool of ['esbuild', 'vite', '.bin']) {
      const place = [join(root, 'examples', name, 'node_modules', tool), join(root, 'node_modules', tool)].find(
        existsSync,
      )
      mkdirSync(join(folder, 'node_modules'), { recursive: true })
      symlinkSync(place!, join(folder, 'node_modules', tool), 'junction')
    }
    for (const script of scripts) await npm(folder, 'run', script)
  })
})

describe('an installation', () => {
  it('should run no scripts, but for those of optional runtimes', () => {
    const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>
    }
    const scripted = Object.keys(packages).filter((path) => packages[path]!.hasInstallScript === true)
    expect(scripted.filter((path) => !/\/(?:onnxruntime-node|@tensorflow\/)/.test(path))).toEqual([])
  })
})

describe('the wordloom command from its tarball', () => {
  it('should say its version', async () => {
    const bin = join(project, 'node_modules/@wordloom/cli/dist/bin.js')
    const cli = publishedPackages.find(({ manifest }) => manifest.name === '@wordloom/cli')!
    expect((await node(project, bin, '--version')).trim()).toBe(cli.manifest.version)
  })
})
