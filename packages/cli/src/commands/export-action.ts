import { basename, dirname, join } from 'node:path'
import type { DataFormat } from '@wordloom/datasets'
import { write, type CommandIo } from '../io.js'
import type { EngineOptions } from '../options/engine-options.js'
import type { ExportFormOptions } from '../options/export-form-options.js'
import type { OutputModeOptions } from '../options/shared-options.js'
import { withoutUndefined } from '../options/without-undefined.js'
import { wrongUsage } from '../options/wrong-usage.js'
import { writeJson } from '../output/json.js'
import { note } from '../output/notes.js'
import { alignColumns, formatCount } from '../output/table.js'
import { verificationFacts } from '../output/verification-facts.js'
import { assertFileOutput } from '../output-path.js'
import { loadModelFolder } from './load-classifier.js'
import { readSampleRows } from './sample-rows.js'

/** What `wordloom export` was asked for. */
export interface ExportCommandOptions extends EngineOptions, ExportFormOptions, OutputModeOptions {
  readonly output: string
  readonly format: 'onnx'
  readonly data?: string
  readonly text?: string
  readonly label?: string
  readonly labelSeparator?: string
  readonly dataFormat?: DataFormat
  readonly quotes: boolean
  readonly force?: boolean
}

/** Exports a model and writes its files once it is verified. */
export async function exportModel(model: string, options: ExportCommandOptions, io: CommandIo): Promise<void> {
  const { output, format, force = false, dataFormat, vocabulary } = options
  if (vocabulary === 'used' && options.data === undefined) {
    throw wrongUsage('export', 'Which words are used is told by --data', '--vocabulary')
  }
  await assertFileOutput(output, { force })
  const { sampleTexts, sampleLabels } = await readSampleRows(
    { ...options, format: dataFormat },
    vocabulary === 'used' ? 'all' : 'first',
  )
  const classifier = await loadModelFolder(model, 'export', options, io)
  try {
    const { onnx } = await import('@wordloom/onnx-export')
    note(io, options, 'exporting, and verifying in onnxruntime')
    const { inputs, precision, optimize, opset, time, externalData } = options
    const exporter = onnx({
      inputs,
      precision,
      optimize,
      vocabulary,
      ...withoutUndefined({ opset, time, externalData, sampleLabels }),
    })
    const { files, mainFile, verification } = await exporter.export(classifier, {
      fileName: basename(output),
      ...withoutUndefined({ sampleTexts }),
    })
    const pathOf = (name: string): string => (name === mainFile ? output : join(dirname(output), name))
    const written = await writeAll(new Map([...files].map(([name, bytes]) => [pathOf(name), bytes])), force)
    if (options.json === true) await writeJson(io, { model, format, output, files: written, verification })
    else {
      const facts = written.map(({ file, bytes }) => ['written', `${file}, ${formatCount(bytes)} bytes`])
      await write(io.stdout, alignColumns([...facts, ...verificationFacts(verification)]))
    }
  } finally {
    classifier.dispose()
  }
}

interface WrittenFile {
  readonly file: string
  readonly bytes: number
}

/** Writes nothing when one of the files may not be written. */
async function writeAll(files: ReadonlyMap<string, Uint8Array>, force: boolean): Promise<WrittenFile[]> {
  const { nodeFiles } = await import('@wordloom/node-files')
  for (const file of files.keys()) await assertFileOutput(file, { force })
  for (const [file, bytes] of files) await nodeFiles().writeFile(file, bytes, { overwrite: force })
  return Array.from(files, ([file, { length }]) => ({ file, bytes: length }))
}
