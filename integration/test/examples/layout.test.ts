import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publishedPackages } from '../packages.js'
import { examplesFolder } from './started-example.js'

/** The demo of the repository is an example, too, but started by `npm run demo`, and larger. */
const names = readdirSync(examplesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'spam-classifier')
  .map(({ name }) => name)

describe.each(names)('the example %s', (name) => {
  const read = (file: string): string => readFileSync(join(examplesFolder, name, file), 'utf8')
  const manifest = JSON.parse(read('package.json')) as {
    readonly name: string
    readonly private: boolean
    readonly description: string
    readonly scripts: Readonly<Record<string, string>>
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies?: Readonly<Record<string, string>>
  }

  it('should be private and start by one command', () => {
    expect(manifest).toMatchObject({ name: `@wordloom/example-${name}`, private: true })
    expect(manifest.description).toMatch(/\.$/)
    expect(manifest.scripts).toHaveProperty('start')
  })

  it('should say in its README how it is started, here and elsewhere', () => {
    const readme = read('README.md')
    expect(readme).toContain(`npm run example ${name}`)
    expect(readme).toContain('npm install && npm start')
  })

  it('should need published packages of Wordloom only, so that it can be copied out', () => {
    const published = new Set(publishedPackages.map((item) => item.manifest.name))
    const needed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    const own = needed.filter((dependency) => dependency.startsWith('@wordloom/'))
    expect(own.filter((dependency) => !published.has(dependency))).toEqual([])
  })

  it('should declare every package that it imports', () => {
    const sources = readdirSync(join(examplesFolder, name)).filter((file) => /\.[jt]s$/.test(file))
    const imported = sources.flatMap((file) =>
      [...read(file).matchAll(/^import .*?'([^'.][^']*)'$/gm)].map(([, module]) => module!),
    )
    const packages = imported
      .filter((module) => !module.startsWith('node:'))
      .map((module) => module.split('/', module.startsWith('@') ? 2 : 1).join('/'))
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(packages.filter((needed) => !declared.includes(needed))).toEqual([])
  })

  it('should have the same rows as the others', () => {
    expect(read('tickets.csv')).toBe(readFileSync(join(examplesFolder, names[0]!, 'tickets.csv'), 'utf8'))
  })
})
