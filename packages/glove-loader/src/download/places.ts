import type { VectorSet } from '../catalogue/vector-set.js'

/**
 * Where a set is looked for, in this order.
 *
 * @param mirrors - addresses of folders; they come before the places of the catalogue.
 */
export function placesOf(set: VectorSet, mirrors: readonly string[]): string[] {
  const file = set.archive?.name ?? set.file
  const own = mirrors.map((mirror) => `${mirror.replace(/\/+$/, '')}/${file}`)
  return [...own, ...set.urls]
}
