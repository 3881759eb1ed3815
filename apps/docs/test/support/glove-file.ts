import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The original `glove.6B.50d.txt` of this machine, or why a test without it is skipped. */
export function findGloveFile(): { readonly path: string; readonly missing: string | undefined } {
  const path = process.env['WORDLOOM_GLOVE_6B_50D'] ?? join(homedir(), '.cache/glove/glove.6B.50d.txt')
  const missing = 'skipped: there is no glove.6B.50d.txt (set WORDLOOM_GLOVE_6B_50D)'
  return { path, missing: existsSync(path) ? undefined : missing }
}
