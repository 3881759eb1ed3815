import { Option, type Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withEngine } from '../options/engine-options.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import type { ExportCommandOptions } from './export-action.js'

/** `wordloom export`: a model folder in, a verified file for another runtime out. */
export function addExportCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('export')
    .summary('write a model for another runtime')
    .description(
      'Writes a model as ONNX. Before anything is written the file is run in onnxruntime and its answers are compared with ' +
        "the model's own, on edge cases and on the rows of --data.",
    )
    .argument('<model>', 'model folder')
    .requiredOption('--output <file>', 'file to write')
    .addOption(new Option('--format <format>', 'what to write').choices(['onnx']).default('onnx'))
    .option('--data <file>', 'CSV, TSV, JSON Lines or Parquet with texts to verify on')
    .option('--text <column>', 'column of the texts in --data')
    .option('--force', 'replace the output file')
  withOutputMode(withEngine(withDataFormat(command, '--data-format')))
  withExamples(command, [
    ['An ONNX file', 'export reviews-model --format onnx --output reviews.onnx'],
    [
      'Verified on texts of your own',
      'export reviews-model --format onnx --output reviews.onnx --data test.csv --text review',
    ],
  ])
  command.action(async (model: string, options: ExportCommandOptions) => {
    const { exportModel } = await import('./export-action.js')
    await exportModel(model, options, io)
  })
}
