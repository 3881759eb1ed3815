import { Option, type Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withEngine } from '../options/engine-options.js'
import { withExportForm } from '../options/export-form-options.js'
import { withLabelSeparator } from '../options/label-separator.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import type { ExportCommandOptions } from './export-action.js'

/** `wordloom export`: a model folder in, a verified file for another runtime out. */
export function addExportCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('export')
    .summary('write a model for another runtime')
    .description(
      'Writes a model as ONNX. Before anything is written the file is run in onnxruntime and its answers are compared with ' +
        "the model's own, on edge cases and on the rows of --data. Beside it come its labels, its vocabulary, a certificate of " +
        'the verification, and a README with programs in six languages; their names begin with its name.',
    )
    .argument('<model>', 'model folder')
    .requiredOption('--output <file>', 'file to write')
    .addOption(new Option('--format <format>', 'what to write').choices(['onnx']).default('onnx'))
    .option('--data <file>', 'CSV, TSV, JSON Lines or Parquet with texts to verify on')
    .option('--text <column>', 'column of the texts in --data')
    .option('--label <column>', 'column of their labels: the accuracy of model and file is reported for fp16 and int8')
    .option('--force', 'replace the output file, and those beside it')
  withOutputMode(withEngine(withDataFormat(withExportForm(withLabelSeparator(command)), '--data-format')))
  withExamples(command, [
    ['An ONNX file', 'export reviews-model --format onnx --output reviews.onnx'],
    [
      'Verified on texts of your own',
      'export reviews-model --format onnx --output reviews.onnx --data test.csv --text review',
    ],
    [
      'A quarter of the size, with the accuracy that it costs',
      'export reviews-model --output small.onnx --precision int8 --data test.csv --text review --label sentiment',
    ],
    ['Texts in, probabilities out', 'export reviews-model --output reviews.onnx --inputs text'],
  ])
  command.action(async (model: string, options: ExportCommandOptions) => {
    const { exportModel } = await import('./export-action.js')
    await exportModel(model, options, io)
  })
}
