import { interruptible } from '../../interruptible.js'
import { write, type CommandIo } from '../../io.js'
import { folderOf, type FolderOptions } from '../../options/folder-option.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { createByteProgress } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { note } from '../../output/notes.js'
import { printable } from '../../output/printable.js'

/** What `wordloom vectors download` was asked for. */
export interface DownloadCommandOptions extends FolderOptions, OutputModeOptions {
  readonly mirror?: readonly string[]
  readonly offline?: boolean
}

/** Downloads sets of the catalogue, one after another. */
export async function download(
  names: readonly string[],
  options: DownloadCommandOptions,
  io: CommandIo,
): Promise<void> {
  const { vectorFolder } = await import('@wordloom/glove-loader')
  const folder = await folderOf(options, io)
  const stored = vectorFolder({ folder })
  // An unknown name shows before the first set has taken an hour.
  for (const name of names) await stored.find(name)
  const vectors: { readonly name: string; readonly path: string }[] = []
  for (const name of names) {
    const path = await downloadOne(name, folder, options, io)
    vectors.push({ name, path })
    if (options.json !== true) await write(io.stdout, `${printable(name)}\t${printable(path)}\n`)
  }
  if (options.json === true) await writeJson(io, { folder: stored.path, vectors })
}

async function downloadOne(
  name: string,
  folder: string,
  options: DownloadCommandOptions,
  io: CommandIo,
): Promise<string> {
  const { downloadVectors } = await import('@wordloom/glove-loader')
  const progress = await createByteProgress(io, options, name)
  const { mirror, offline } = options
  try {
    return await interruptible(io, options, 'keeping what has come; the same command goes on from there', (signal) =>
      downloadVectors(name, {
        folder,
        signal,
        onProgress: progress.show,
        onNotice: (notice) => {
          progress.pause()
          note(io, options, notice)
        },
        ...(mirror !== undefined && { mirrors: mirror }),
        ...(offline !== undefined && { offline }),
      }),
    )
  } finally {
    progress.stop()
  }
}
