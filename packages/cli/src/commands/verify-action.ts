import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { DataOptions, OutputModeOptions } from '../options/shared-options.js'
import { writeJson } from '../output/json.js'
import { alignColumns } from '../output/table.js'
import { verificationFacts } from '../output/verification-facts.js'
import { loadModelFolder } from './load-classifier.js'
import { readSampleTexts } from './sample-texts.js'

/** What `wordloom verify` was asked for. */
export interface VerifyCommandOptions extends DataOptions, EngineOptions, OutputModeOptions {
  readonly data?: string
  readonly text?: string
}

/** Compares a file with its model. Throws `ONNX_VERIFICATION_FAILED` when they differ. */
export async function verify(model: string, file: string, options: VerifyCommandOptions, io: CommandIo): Promise<void> {
  const sampleTexts = await readSampleTexts(options)
  const { nodeFiles } = await import('@wordloom/node-files')
  const bytes = await nodeFiles().readFile(file)
  const classifier = await loadModelFolder(model, 'verify', options, io)
  try {
    const { verifyOnnx } = await import('@wordloom/onnx-export')
    const report = await verifyOnnx(classifier, bytes, sampleTexts && { sampleTexts })
    if (options.json === true) await writeJson(io, { model, file, ...report })
    else await write(io.stdout, alignColumns(verificationFacts(report)))
  } finally {
    classifier.dispose()
  }
}
