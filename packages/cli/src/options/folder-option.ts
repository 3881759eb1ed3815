import type { Command } from 'commander'
import type { CommandIo } from '../io.js'

/** Options of the commands that look after the cache folder. */
export interface FolderOptions {
  readonly folder?: string
}

/** Adds `--folder`. */
export function withFolder(command: Command): Command {
  return command.option(
    '--folder <folder>',
    'cache folder (default: WORDLOOM_CACHE, or wordloom/vectors where the system keeps caches)',
  )
}

/** The cache folder that was asked for. */
export async function folderOf({ folder }: FolderOptions, { env }: CommandIo): Promise<string> {
  if (folder !== undefined) return folder
  const { defaultVectorFolder } = await import('@wordloom/glove-loader')
  return defaultVectorFolder({ ...env })
}
