import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '../../../packages')

/**
 * What users can import: every entry of every package that is published.
 *
 * @returns {{ name: string, description: string, source: string }[]} names such as `@wordloom/training/archive`, what
 *   their packages say of themselves, and their source files.
 */
export function publicEntries() {
  return readdirSync(packages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) => {
      const manifest = JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'))
      if (manifest.private === true) return []
      return Object.entries(manifest.exports)
        .filter(([, conditions]) => typeof conditions === 'object')
        .map(([path, conditions]) => ({
          name: manifest.name + path.slice(1),
          description: manifest.description,
          source: join(packages, folder, conditions['@wordloom/source']),
        }))
    })
}
