import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publishedPackages, released, root, type Manifest } from '../packages.js'

const pending = (folder: string): string[] =>
  readdirSync(join(folder, '.changeset')).filter((name) => name.endsWith('.md'))

/** Folders of a workspace that npm links to each other. */
function workspaces(): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(released, 'package.json'), 'utf8')) as {
    readonly workspaces: readonly string[]
  }
  const folders = workspaces.flatMap((pattern) => {
    const parent = pattern.replace('/*', '')
    return parent === pattern ? [pattern] : readdirSync(join(released, parent)).map((name) => `${parent}/${name}`)
  })
  return folders.filter((folder) => existsSync(join(released, folder, 'package.json')))
}

describe('a release', () => {
  it('should give every published package the same new version', () => {
    const [version, ...others] = new Set(publishedPackages.map(({ manifest }) => manifest.version))
    expect(others).toEqual([])
    const before = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8')) as Manifest
    expect(version === before.version).toBe(pending(root).length === 0)
  })

  it('should leave no changeset, and tell each in a changelog', () => {
    expect(pending(released)).toEqual([])
    const changelogs = publishedPackages.map(({ folder }) => join(folder, 'CHANGELOG.md')).filter(existsSync)
    const told = changelogs.map((file) => readFileSync(file, 'utf8').replaceAll(/\s+/g, ' ')).join()
    for (const name of pending(root)) {
      const [, , text] = readFileSync(join(root, '.changeset', name), 'utf8').split(/^---$/m)
      expect(told, name).toContain(text!.trim().replaceAll(/\s+/g, ' '))
    }
  })

  it('should move every range with it: npm would look for another version in a registry', () => {
    const versions = new Map(publishedPackages.map(({ manifest }) => [manifest.name, manifest.version]))
    for (const folder of workspaces()) {
      const manifest = JSON.parse(readFileSync(join(released, folder, 'package.json'), 'utf8')) as {
        readonly dependencies?: Readonly<Record<string, string>>
        readonly devDependencies?: Readonly<Record<string, string>>
      }
      for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
        const version = versions.get(name)
        if (version !== undefined) expect(range, `${name} in ${folder}`).toBe(`^${version}`)
      }
    }
  })
})
