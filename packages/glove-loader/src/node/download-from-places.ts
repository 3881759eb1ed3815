import { isWordloomError, WordloomError } from '@wordloom/core'
import type { VectorSet } from '../catalogue/vector-set.js'
import { placesOf } from '../download/places.js'
import { defaultPatience, throwIfAborted } from '../download/retry.js'
import type { DownloadOptions } from './download-vectors.js'
import { fetchVectors } from './fetch-vectors.js'
import { undiciGet } from './undici-http.js'

/** Downloads a set from the first of its places that gives it. Throws as `downloadVectors`. */
export async function downloadFrom(set: VectorSet, target: string, options: DownloadOptions): Promise<void> {
  const { signal, onNotice } = options
  const patience = { ...defaultPatience, ...options.patience }
  const http = await undiciGet()
  const failures: string[] = []
  let last: unknown
  try {
    for (const url of placesOf(set, options.mirrors ?? mirrorsOf(process.env))) {
      try {
        return await fetchVectors(url, set, target, { ...options, get: http.get, patience, signal })
      } catch (error) {
        throwIfAborted(signal)
        // A full disk is full for the next place, too.
        if (!isWordloomError(error) || !/^(DOWNLOAD_|ARCHIVE_)/.test(error.code)) throw error
        failures.push(`${url}: ${error.message}`)
        onNotice?.(`${url} failed: ${error.message}`)
        last = error
      }
    }
  } finally {
    await http.close()
  }
  if (failures.length === 1) throw last
  throw new WordloomError('DOWNLOAD_FAILED', `None of the places gives the vectors ${set.name}`, {
    file: set.file,
    received: failures.join(' | '),
    hint: `Download it by other means and put it into the cache folder under the name ${set.file}.`,
    cause: last,
  })
}

function mirrorsOf(environment: NodeJS.ProcessEnv): string[] {
  return (environment['WORDLOOM_VECTORS_MIRROR'] ?? '').split(/[\s,]+/).filter((mirror) => mirror !== '')
}
