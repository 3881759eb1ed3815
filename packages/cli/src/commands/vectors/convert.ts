import { Option, type Command } from 'commander'
import type { CommandIo } from '../../io.js'
import { wholeNumber } from '../../options/numbers.js'
import { withExamples, withOutputMode } from '../../options/shared-options.js'
import type { ConvertCommandOptions } from './convert-action.js'

/** `wordloom vectors convert`: vectors in another format, or fewer of them. */
export function addVectorsConvertCommand(group: Command, io: CommandIo): void {
  const command = group
    .command('convert')
    .summary('write vectors in another format, or fewer of them')
    .description(
      'Reads vectors in any format and writes them in another one. All bits of the numbers are kept, but with --dtype ' +
        'float16. A word that the format cannot hold is refused before anything is written. The words of an npy file go to ' +
        'NAME.vocabulary.txt beside it.',
    )
    .argument('<vectors>', 'glove-mini, a vector file, or a name of the catalogue that is in the cache folder')
    .argument('<output>', 'the file to write')
    .addOption(
      new Option('--format <format>', 'format of the output')
        .choices(['glove', 'word2vec', 'word2vec-binary', 'npy', 'safetensors'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--dtype <type>', 'of the numbers, for npy and safetensors').choices(['float32', 'float16']))
    .option('--limit <count>', 'only the first words', wholeNumber(1))
    .option('--words <file>', 'only these words, one a line, such as the vocabulary.txt of a model')
    .option('--vocabulary <file>', 'the words of an npy file that is read, one a line')
    .option('--gzip', 'pack the output')
    .option('--lenient', 'leave malformed rows out')
    .option('--force', 'replace what is there')
  withOutputMode(command)
  withExamples(command, [
    ['What gensim reads fastest', 'vectors convert glove.6B.50d.txt glove.bin --format word2vec-binary'],
    [
      'The vectors of a model’s words, for other programs',
      'vectors convert 6B.100d words.safetensors --format safetensors --words reviews-model/vocabulary.txt',
    ],
  ])
  command.action(async (vectors: string, output: string, options: ConvertCommandOptions) => {
    const { convert } = await import('./convert-action.js')
    await convert(vectors, output, options, io)
  })
}
