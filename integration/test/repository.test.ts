import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { node, publishedPackages, root } from './packages.js'

describe('the repository', () => {
  it('should refuse an import between spokes', async () => {
    const file = join(root, 'packages/onnx-export/src/forbidden-import.ts')
    writeFileSync(file, "import { glove } from '@wordloom/glove-loader'\n\nexport const forbidden: unknown = glove\n")
    try {
      const eslint = join(root, 'node_modules/eslint/bin/eslint.js')
      await expect(node(join(root, 'packages/onnx-export'), eslint, file)).rejects.toMatchObject({
        stdout: expect.stringContaining('@nx/enforce-module-boundaries'),
      })
    } finally {
      rmSync(file)
    }
  })

  it('should have README, licence field and description for every package', () => {
    for (const { folder, manifest } of publishedPackages) {
      expect(existsSync(join(folder, 'README.md')), manifest.name).toBe(true)
      expect(manifest).toMatchObject({ license: 'Apache-2.0', type: 'module' })
      // Bundlers drop an import of a script that has no exports, unless it is listed.
      const scripts = manifest.sideEffects === false ? [] : manifest.sideEffects
      expect(
        scripts.filter((name) => !name.includes('-worker.')),
        manifest.name,
      ).toEqual([])
      expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(new RegExp(`npm install .*${manifest.name}\\b`))
    }
  })

  it('should link only to files that exist', () => {
    const files = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
    expect(files.length).toBeGreaterThan(5)
    const broken: string[] = []
    for (const file of files.filter((name) => !name.startsWith('apps/docs') && existsSync(join(root, name)))) {
      for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)) {
        if (!existsSync(join(root, file, '..', target!))) broken.push(`${file}: ${target}`)
      }
    }
    expect(broken).toEqual([])
  })
})
