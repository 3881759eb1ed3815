import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withEngine } from '../options/engine-options.js'
import { withLabelSeparator } from '../options/label-separator.js'
import { withDataFormat, withExamples, withOutputMode } from '../options/shared-options.js'
import type { VerifyCommandOptions } from './verify-action.js'

/** `wordloom verify`: whether an ONNX file still answers as its model does. */
export function addVerifyCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('verify')
    .summary('compare an ONNX file with its model')
    .description(
      'Runs an ONNX file in onnxruntime and compares its answers with those of the model folder, on edge cases and on the ' +
        'rows of --data. Fails when they differ by more than 1e-5.',
    )
    .argument('<model>', 'model folder')
    .argument('<file>', 'ONNX file')
    .option('--data <file>', 'CSV, TSV, JSON Lines or Parquet with texts to compare on')
    .option('--text <column>', 'column of the texts in --data')
    .option('--label <column>', 'column of their labels: the accuracy of model and file is reported for fp16 and int8')
    .option('--vocabulary <file>', 'vocabulary.txt beside a file that was exported with --vocabulary used')
    .option('--certificate <file>', 'certificate to write, or to add this runtime to')
  withOutputMode(withEngine(withDataFormat(withLabelSeparator(command))))
  withExamples(command, [
    ['On edge cases', 'verify reviews-model reviews.onnx'],
    ['On texts of your own', 'verify reviews-model reviews.onnx --data test.csv --text review'],
    ['With a record of it', 'verify reviews-model reviews.onnx --certificate reviews.parity.json'],
  ])
  command.action(async (model: string, file: string, options: VerifyCommandOptions) => {
    const { verify } = await import('./verify-action.js')
    await verify(model, file, options, io)
  })
}
