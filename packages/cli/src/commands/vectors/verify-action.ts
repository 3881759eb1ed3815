import type { Verification } from '@wordloom/glove-loader'
import { ReportedFailure } from '../../errors-to-exit-code.js'
import { interruptible } from '../../interruptible.js'
import { write, type CommandIo } from '../../io.js'
import { folderOf, type FolderOptions } from '../../options/folder-option.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { writeJson } from '../../output/json.js'
import { note } from '../../output/notes.js'
import { alignColumns } from '../../output/table.js'
import { listStoredSets } from '../../vectors/stored-sets.js'

/** What `wordloom vectors verify` was asked for. */
export interface VerifyVectorsOptions extends FolderOptions, OutputModeOptions {}

/** Compares vectors with their checksums. Throws {@link ReportedFailure} when some are damaged. */
export async function verifyVectors(
  names: readonly string[],
  options: VerifyVectorsOptions,
  io: CommandIo,
): Promise<void> {
  const { vectorFolder } = await import('@wordloom/glove-loader')
  const folder = vectorFolder({ folder: await folderOf(options, io) })
  const wanted = names.length > 0 ? names : await everythingIn(folder.path)
  if (wanted.length === 0) note(io, options, `there are no vectors of the catalogue in ${folder.path}`)
  const verified: Verification[] = []
  await interruptible(io, options, 'stopping', async (signal) => {
    for (const name of wanted) {
      note(io, options, `reading ${name}`)
      verified.push(await folder.verify(name, { signal }))
    }
  })
  if (options.json === true) await writeJson(io, { folder: folder.path, verified })
  else await write(io.stdout, alignColumns(verified.map((each) => [each.name, outcomeOf(each), each.path])))
  if (verified.some(({ isRight }) => !isRight)) throw new ReportedFailure()
}

/** One name for each file: an archive may hold several sets. */
async function everythingIn(folder: string): Promise<string[]> {
  const { sets } = await listStoredSets(folder)
  const byPath = new Map<string, string>()
  for (const { name, here } of sets) {
    if (here?.state === 'complete' && !byPath.has(here.path)) byPath.set(here.path, name)
  }
  return [...byPath.values()]
}

function outcomeOf({ isRight, checkedAgainst }: Verification): string {
  if (checkedAgainst === 'unknown') return 'no checksum to compare with'
  const stated = checkedAgainst === 'catalogue' ? 'of the catalogue' : 'of its download'
  return isRight ? `right: the checksum ${stated}` : `damaged: not the checksum ${stated}`
}
