import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { npm, publishedPackages, released, type Package } from './packages.js'

/** Ignored by git and by packages. */
const tarballsFolder = join(released, '.cache/tarballs')

/** Where the tarball of a package lies once it is packed. */
export function tarballOf({ manifest: { name, version } }: Package): string {
  return join(tarballsFolder, `${name.slice(1).replace('/', '-')}-${version}.tgz`)
}

/** Packs every published package. A release is packed once, since nothing in its copy changes any more. */
export async function packPackages(): Promise<void> {
  mkdirSync(tarballsFolder, { recursive: true })
  for (const item of publishedPackages) {
    if (process.env['WORDLOOM_RELEASE'] !== undefined && existsSync(tarballOf(item))) continue
    await npm(item.folder, 'pack', '--pack-destination', tarballsFolder)
  }
}
