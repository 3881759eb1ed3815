import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { limited, ok, type Finding } from './finding.js'

/**
 * Whether models can be written to the folder that the command runs in, where relative paths lead.
 *
 * @param folder - an absolute path.
 */
export async function folderFinding(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK)
    return ok('working-folder', `writable: ${folder}`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    return limited('working-folder', {
      found: `not writable (${code}): ${folder}`,
      consequence: 'Models, checkpoints and exports cannot be written below it.',
      remedy: 'Change to another folder, or pass absolute paths to --output and --checkpoints.',
    })
  }
}
