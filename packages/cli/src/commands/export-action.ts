import { dirname, join } from 'node:path'
import type { DataFormat } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { writeJson } from '../output/json.js'
import { note } from '../output/notes.js'
import { alignColumns, formatCount } from '../output/table.js'
import { verificationFacts } from '../output/verification-facts.js'
import { assertFileOutput } from '../output-path.js'
import { loadModelFolder } from './load-classifier.js'
import { readSampleTexts } from './sample-texts.js'

/** What `wordloom export` was asked for. */
export interface ExportCommandOptions extends EngineOptions, OutputModeOptions {
  readonly output: string
  readonly format: 'onnx'
  readonly data?: string
  readonly text?: string
  readonly dataFormat?: DataFormat
  readonly quotes: boolean
  readonly force?: boolean
}

/** Exports a model and writes the file once it is verified. */
export async function exportModel(model: string, options: ExportCommandOptions, io: CommandIo): Promise<void> {
  const { output, format, force = false, dataFormat } = options
  await assertFileOutput(output, { force })
  const sampleTexts = await readSampleTexts({ ...options, format: dataFormat })
  const classifier = await loadModelFolder(model, 'export', options, io)
  try {
    const { onnx } = await import('@wordloom/onnx-export')
    const { nodeFiles } = await import('@wordloom/node-files')
    note(io, options, 'exporting, and verifying in onnxruntime')
    const { files, mainFile, verification } = await onnx().export(classifier, sampleTexts && { sampleTexts })
    const written: { readonly file: string; readonly bytes: number }[] = []
    for (const [name, bytes] of files) {
      const file = name === mainFile ? output : join(dirname(output), name)
      await nodeFiles().writeFile(file, bytes, { overwrite: force })
      written.push({ file, bytes: bytes.length })
    }
    if (options.json === true) await writeJson(io, { model, format, output, files: written, verification })
    else {
      const facts = written.map(({ file, bytes }) => ['written', `${file}, ${formatCount(bytes)} bytes`])
      await write(io.stdout, alignColumns([...facts, ...verificationFacts(verification)]))
    }
  } finally {
    classifier.dispose()
  }
}
