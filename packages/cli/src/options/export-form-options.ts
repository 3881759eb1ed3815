import { Option, type Command } from 'commander'
import { wholeNumber } from './numbers.js'

/** How `wordloom export` writes a file. */
export interface ExportFormOptions {
  readonly inputs: 'ids' | 'tokens' | 'text'
  readonly precision: 'fp32' | 'fp16' | 'int8'
  readonly optimize: 'portable' | 'onnxruntime' | 'unrolled'
  readonly opset?: number
  readonly time?: number
  readonly vocabulary: 'all' | 'used'
  readonly externalData?: boolean
}

/** Adds the options about the form of an ONNX file. */
export function withExportForm(command: Command): Command {
  return command
    .optionsGroup('Form of the file:')
    .addOption(
      new Option('--inputs <what>', 'what it takes; text needs a model trained with --tokenizer word-runs or spaces')
        .choices(['ids', 'tokens', 'text'])
        .default('ids'),
    )
    .addOption(
      new Option('--precision <type>', 'of the weights; what fp16 and int8 change is reported')
        .choices(['fp32', 'fp16', 'int8'])
        .default('fp32'),
    )
    .addOption(
      new Option('--optimize <for>', 'portable: every runtime with a GRU; onnxruntime: skips padding; unrolled: no GRU')
        .choices(['portable', 'onnxruntime', 'unrolled'])
        .default('portable'),
    )
    .option('--opset <n>', 'operator set, 13 or newer (default: 13, which every runtime reads)', wholeNumber(1))
    .option(
      '--time <n>',
      'steps of --optimize unrolled (default: those that the model was trained with)',
      wholeNumber(1),
    )
    .addOption(
      new Option('--vocabulary <words>', 'used: leave out the words that --data lacks')
        .choices(['all', 'used'])
        .default('all'),
    )
    .option('--external-data', 'weights in a file beside it (default: for 2 GiB or more)')
    .optionsGroup('Options:')
}
