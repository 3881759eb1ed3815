import { fileURLToPath } from 'node:url'

/** The folder of this workspace, from `src` and from `dist` alike. */
export const interopFolder: string = fileURLToPath(new URL('..', import.meta.url))

/** Models, environments and builds that later runs use again; git ignores it. */
export const cacheFolder: string = fileURLToPath(new URL('../../.cache/interop', import.meta.url))
