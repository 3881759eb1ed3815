import { defaultTokenizer, type TokenizerSpec } from '@wordloom/core'
import { Option, type Command } from 'commander'
import { share, wholeNumber } from '../numbers.js'
import { tokenizerOption } from '../tokenizer-option.js'

/** The network of `wordloom train`. */
export interface NetworkOptions {
  readonly embedding: string
  readonly dimension?: number
  readonly freezeEmbedding?: 'all' | 'pretrained'
  readonly tokenizer: TokenizerSpec
  readonly maxLength: number
  readonly maxTokens: number
  readonly minFrequency: number
  readonly units: number
  readonly layers: number
  readonly pooling: 'last' | 'max' | 'mean'
  readonly dropout: number
  readonly resetBefore?: boolean
  readonly hidden: number
}

/** Adds the options about vocabulary, vectors and layers. */
export function withNetwork(command: Command): Command {
  return command
    .optionsGroup('Words and vectors:')
    .option(
      '--embedding <name|file>',
      'initial vectors: glove-mini, random, a vector file, or a downloaded set of the catalogue',
      'glove-mini',
    )
    .option('--dimension <n>', 'size of a vector (default: that of --embedding; 50 for random)', wholeNumber(1))
    .addOption(
      new Option('--freeze-embedding [which]', 'keep vectors as they are: all, or those of --embedding only')
        .choices(['all', 'pretrained'])
        .preset('all'),
    )
    .addOption(
      new Option(
        '--tokenizer <name>',
        'what makes tokens of a text: text-vectorization (as Keras), text-vectorization-ascii, word-runs, word-runs-ascii, ' +
          'spaces, or unicode-words:LOCALE, such as unicode-words:ja',
      )
        .argParser(tokenizerOption)
        .default(defaultTokenizer, 'text-vectorization'),
    )
    .option('--max-length <n>', 'tokens kept from the start of a text', wholeNumber(1), 200)
    .option('--max-tokens <n>', 'largest vocabulary', wholeNumber(3), 20_000)
    .option('--min-frequency <n>', 'words seen less often are unknown', wholeNumber(1), 1)
    .optionsGroup('Network:')
    .option('--units <n>', 'units of the GRU in each direction', wholeNumber(1), 64)
    .option('--layers <n>', 'bidirectional GRU layers on top of each other', wholeNumber(1), 1)
    .addOption(
      new Option('--pooling <how>', 'what makes one vector of the states of a text')
        .choices(['last', 'max', 'mean'])
        .default('last'),
    )
    .option('--dropout <share>', 'of the values between layers that a training step sets to 0', share, 0)
    .option('--reset-before', 'reset gate before the matrix product, as in the first papers (default: after, as Keras)')
    .option('--hidden <n>', 'units of the dense layer', wholeNumber(1), 64)
}
