import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { node, npm, publishedPackages, released, root } from '../packages.js'
import { examplesOf, javaScriptOf } from '../readme-examples.js'
import { tarballOf } from '../tarballs.js'
import { packageManagers } from './package-managers.js'

const [example] = examplesOf(released)
const { version } = publishedPackages.find(({ manifest }) => manifest.name === '@wordloom/cli')!.manifest

/** An empty project that needs the tarballs; they need each other, and no registry has them. */
function createProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wordloom-release-'))
  const tarballs = Object.fromEntries(publishedPackages.map((item) => [item.manifest.name, `file:${tarballOf(item)}`]))
  // Hundreds of megabytes, which are here already.
  const runtime = { 'onnxruntime-node': `link:${join(root, 'node_modules/onnxruntime-node')}` }
  const manifest = {
    name: 'a-user',
    private: true,
    type: 'module',
    dependencies: { ...tarballs, ...runtime },
    resolutions: tarballs,
    pnpm: { overrides: tarballs },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  writeFileSync(join(folder, 'example.js'), javaScriptOf(example!))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

// Only npm reads npm's settings; where it gets packages from, others get them, too.
const registry = (await npm(root, 'config', 'get', 'registry')).trim()
process.env['YARN_NPM_REGISTRY_SERVER'] = registry
process.env['npm_config_registry'] = registry

describe.concurrent('a release', () => {
  it.for(packageManagers)(
    'should be installed by $name and run the example of the README',
    async (manager, { expect, onTestFinished }) => {
      const project = createProject(manager.files)
      onTestFinished(() => rmSync(project, { recursive: true, force: true }))
      const run = (...parameters: readonly string[]): Promise<string> => node(project, manager.script, ...parameters)
      await run(...manager.install)
      expect(await run(...manager.node, 'example.js')).toMatch(/^(ham|spam) 0\.\d+$/m)
      expect((await run(...manager.run, 'wordloom', '--version')).trim()).toBe(version)
    },
  )
})
