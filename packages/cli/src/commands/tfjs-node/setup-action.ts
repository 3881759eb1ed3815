import { interruptible } from '../../interruptible.js'
import { write, type CommandIo } from '../../io.js'
import type { OutputModeOptions } from '../../options/shared-options.js'
import { withoutUndefined } from '../../options/without-undefined.js'
import { createByteProgress } from '../../output/byte-progress.js'
import { writeJson } from '../../output/json.js'
import { note } from '../../output/notes.js'
import { printable } from '../../output/printable.js'
import { setUpTfjsNode, type SetUpWatch } from '../../tfjs-node/set-up.js'
import { thisMachine } from '../../tfjs-node/tensorflow-wheels.js'

/** What `wordloom tfjs-node setup` was asked for. */
export interface SetupCommandOptions extends OutputModeOptions {
  readonly wheel?: string
  readonly keepWheel?: boolean
  readonly force?: boolean
}

/** Makes tfjs-node work in a folder. */
export async function setup(folder: string, options: SetupCommandOptions, io: CommandIo): Promise<void> {
  const startedAt = performance.now()
  const { wheel, keepWheel = false, force = false } = options
  const result = await interruptible(io, options, 'nothing half-done is left', (signal) =>
    setUpTfjsNode({
      folder,
      keepWheel,
      force,
      machine: thisMachine(),
      env: io.env,
      signal,
      watch: watchOf(options, io),
      ...withoutUndefined({ wheel }),
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  if (options.json === true) await writeJson(io, { ...result, seconds })
  else {
    const said = result.outcome === 'built' ? 'built' : 'there already, and it works'
    await write(io.stdout, `${printable(result.path)}\t${result.version}\t${said}\n`)
  }
}

function watchOf(options: SetupCommandOptions, io: CommandIo): SetUpWatch {
  return {
    begin: (what) => note(io, options, what),
    async measure(what, work) {
      note(io, options, what)
      const progress = await createByteProgress(io, options, what)
      try {
        await work(progress.show)
      } finally {
        progress.stop()
      }
    },
  }
}
