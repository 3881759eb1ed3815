import { Module } from 'node:module'
import util from 'node:util'

/**
 * Loads modules that call functions of `util` which Node 23 removed (`isNullOrUndefined`, `isArray`). Only what is
 * required while `load` runs gets them, as a `util` of its own: the cache of modules is asked before Node's own ones.
 *
 * @see https://nodejs.org/api/modules.html#requirecache
 */
export function withRemovedFunctions<Loaded>(require: NodeJS.Require, load: () => Loaded): Loaded {
  const replacement = new Module('util')
  replacement.exports = Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(util),
      isNullOrUndefined: { value: (value: unknown) => value === undefined || value === null },
      isArray: { value: Array.isArray },
    },
  )
  replacement.loaded = true
  const before = require.cache['util']
  require.cache['util'] = replacement
  try {
    return load()
  } finally {
    if (before === undefined) delete require.cache['util']
    else require.cache['util'] = before
  }
}
