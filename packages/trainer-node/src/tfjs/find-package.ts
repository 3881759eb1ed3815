import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WordloomError } from '@wordloom/core'

/** Where packages are looked for, in this order. */
export type LookupFolders = readonly string[]

/** The user's project first: a command that is installed globally finds what the project has. */
export function usualFolders(): LookupFolders {
  return [process.cwd(), fileURLToPath(new URL('.', import.meta.url))]
}

/**
 * Finds the file that a program in one of the folders would import.
 *
 * @throws WordloomError `DEPENDENCY_MISSING`
 */
export function findPackage(name: string, folders: LookupFolders, install: string): string {
  for (const folder of folders) {
    try {
      return createRequire(join(folder, 'package.json')).resolve(name)
    } catch {
      continue
    }
  }
  throw new WordloomError('DEPENDENCY_MISSING', `${name} is not installed`, {
    name,
    hint: `Run '${install}' in your project.`,
  })
}
