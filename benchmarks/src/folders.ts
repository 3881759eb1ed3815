import { fileURLToPath } from 'node:url'

/** The folder of this workspace, from `src` and from `dist` alike. */
export const benchmarksFolder: string = fileURLToPath(new URL('..', import.meta.url))

/** Environments and datasets that later runs use again; git ignores it. */
export const cacheFolder: string = fileURLToPath(new URL('../../.cache/benchmarks', import.meta.url))
