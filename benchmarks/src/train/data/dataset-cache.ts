import { join } from 'node:path'
import { cacheFolder } from '../../folders.js'
import type { Dataset } from './dataset.js'
import { hasDataset, writeDataset } from './dataset-files.js'

/** To be raised when a dataset of the same name would come out differently. */
const version = 1

/** The folder of a dataset, made when it is asked for first and kept for later runs. */
export async function cachedDataset(name: string, create: () => Dataset | Promise<Dataset>): Promise<string> {
  const folder = join(cacheFolder, 'data', `${name}-${version}`)
  if (!hasDataset(folder)) await writeDataset(folder, await create())
  return folder
}
