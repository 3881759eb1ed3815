import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publishedPackages } from '../packages.js'
import { tarballOf } from '../tarballs.js'

/** Sizes in READMEs are rounded, and sources grow a little before anybody looks. */
const tolerance = 0.2

describe.each(publishedPackages.map((item) => [item.manifest.name, item] as const))('the facts about %s', (_, item) => {
  const readme = readFileSync(join(item.folder, 'README.md'), 'utf8')

  it('should tell the size of the tarball', () => {
    const stated = Number(/([\d,]+) kB packed/.exec(readme)?.[1]?.replaceAll(',', ''))
    const kilobytes = statSync(tarballOf(item)).size / 1000
    expect(Math.abs(stated / kilobytes - 1), `${stated} kB stated, ${kilobytes.toFixed(0)} kB`).toBeLessThan(tolerance)
  })

  it('should tell the licence and the versions of Node, and that nothing runs at installation', () => {
    const manifest = JSON.parse(readFileSync(join(item.folder, 'package.json'), 'utf8')) as {
      readonly license: string
      readonly type: string
      readonly engines: { readonly node: string }
      readonly scripts: Readonly<Record<string, string>>
    }
    expect(readme).toContain(`\n${manifest.license} · `)
    expect(manifest).toMatchObject({ type: 'module', engines: { node: '>=20.19' } })
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'])
      expect(manifest.scripts).not.toHaveProperty(script)
  })
})
