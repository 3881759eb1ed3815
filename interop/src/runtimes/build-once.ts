import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a build is made of, and how. */
export interface BuildOnceOptions {
  /** Where the build goes, beside its stamp. */
  readonly folder: string
  /** Files and folders that it is made of. */
  readonly sources: readonly string[]
  /** What else it depends on: versions of tools. */
  readonly versions: readonly string[]
  /** Whether a folder left by an older build helps a new one. @defaultValue false: it is removed */
  readonly incremental?: boolean
  build(): Promise<void>
}

/** Builds unless the same was built before; the stamp is written last, so that a build that failed is done again. */
export async function buildOnce(options: BuildOnceOptions): Promise<void> {
  const { folder, sources, versions, incremental = false, build } = options
  const stampFile = `${folder}.stamp`
  const stamp = await stampOf(sources, versions)
  if ((await readFile(stampFile, 'utf8').catch(() => undefined)) === stamp) return
  await rm(stampFile, { force: true })
  if (!incremental) await rm(folder, { recursive: true, force: true })
  await build()
  await writeFile(stampFile, stamp)
}

async function stampOf(sources: readonly string[], versions: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(versions))
  for (const source of sources) {
    for (const file of await filesOf(source)) hash.update(`\0${file}\0`).update(await readFile(file))
  }
  return hash.digest('hex')
}

/** A file, or every file of a folder, but for what builds leave there; sorted. */
async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](target|__pycache__)[\\/]/.test(file))
    .sort()
}
