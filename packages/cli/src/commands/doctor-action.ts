import { examineMachine } from '../doctor/examine-machine.js'
import { formatFindings } from '../doctor/format-findings.js'
import { ReportedFailure } from '../errors-to-exit-code.js'
import { write, type CommandIo } from '../io.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { writeJson } from '../output/json.js'
import { note } from '../output/notes.js'

/** What `wordloom doctor` was asked for. */
export interface DoctorCommandOptions extends OutputModeOptions {
  readonly threads?: number
}

/** Says what this machine offers, and why not. Throws {@link ReportedFailure} when something indispensable is missing. */
export async function doctor(options: DoctorCommandOptions, io: CommandIo): Promise<void> {
  note(io, options, 'looking around, and training for a moment')
  const { findings, speeds } = await examineMachine(io.env, options.threads)
  const canTrain = findings.every(({ status }) => status !== 'failed')
  if (options.json === true) await writeJson(io, { canTrain, findings, speeds })
  else await write(io.stdout, formatFindings(findings))
  if (!canTrain) throw new ReportedFailure()
}
