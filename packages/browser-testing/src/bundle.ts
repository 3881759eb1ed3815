import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * Bundles scripts for browsers from the sources of the packages, each to `/NAME.js`. An import of Node's fails here.
 *
 * @param scripts - one a script; its name is that of the file.
 * @returns the bundles by path.
 */
export async function bundleForBrowser(scripts: readonly URL[]): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: scripts.map((url) => ({
      in: fileURLToPath(url),
      out: basename(url.pathname).replace(/\.[jt]s$/, ''),
    })),
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@wordloom/source'],
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]))
}
