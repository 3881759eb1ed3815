import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'

/**
 * Runs a command outside of the repository, whose npm settings forbid what installs a Node.
 *
 * @param node - the command of a Node, and what comes before its own arguments
 */
export async function runNode(node: readonly string[], argumentsOfNode: readonly string[]): Promise<string> {
  const [command, ...rest] = node
  // On Windows npx is a script, which only a shell runs.
  const shell = process.platform === 'win32' && command === 'npx'
  const { stdout } = await promisify(execFile)(command!, [...rest, ...argumentsOfNode], {
    cwd: tmpdir(),
    shell,
    timeout: 300_000,
  })
  return stdout.trim()
}
