// Writes src/generated: TypeScript for proto/onnx.proto, and this package's version. Needs no network.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)))
const generated = join(packageFolder, 'src', 'generated')
const require = createRequire(import.meta.url)

/** Started through Node itself: launchers in node_modules/.bin differ between systems. */
function programOf(name, file) {
  return join(dirname(require.resolve(`${name}/package.json`)), file)
}

const template = {
  version: 'v2',
  clean: true,
  plugins: [
    {
      local: [process.execPath, programOf('@bufbuild/protoc-gen-es', 'bin/protoc-gen-es')],
      out: 'src/generated',
      opt: ['target=ts', 'import_extension=js'],
    },
  ],
}

const { status, error } = spawnSync(
  process.execPath,
  [programOf('@bufbuild/buf', 'bin/buf'), 'generate', 'proto', '--template', JSON.stringify(template)],
  { cwd: packageFolder, stdio: 'inherit' },
)
if (error !== undefined) throw error
if (status !== 0) process.exit(status ?? 1)

const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
writeFileSync(
  join(generated, 'version.ts'),
  `/** This package's version, from package.json. */\nexport const packageVersion: string = '${version}'\n`,
)
