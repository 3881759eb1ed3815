import type { Command } from 'commander'
import type { CommandIo } from '../io.js'
import { withExamples, withOutputMode } from '../options/shared-options.js'
import { withTrainingData } from '../options/train/data-options.js'
import { withNetwork } from '../options/train/network-options.js'
import { withOptimization } from '../options/train/optimization-options.js'
import { withSaving } from '../options/train/saving-options.js'
import type { TrainOptions } from './train-options.js'

/** `wordloom train`: a table of texts and labels in, a model folder out. */
export function addTrainCommand(program: Command, io: CommandIo): void {
  const command = program
    .command('train')
    .summary('train a classifier on a table of texts and labels')
    .description(
      'Trains a classifier (embedding, bidirectional GRU, dense layers) on a table of texts and labels, and saves it as a ' +
        'folder. Ctrl-C stops the training and saves the best weights so far; pressing it twice quits at once. With ' +
        '--checkpoints a training that was stopped or killed goes on later as if nothing had happened.',
    )
  withSaving(withOptimization(withNetwork(withTrainingData(command))))
  withOutputMode(command.optionsGroup('Output:'))
  withExamples(command, [
    [
      'A classifier from pretrained vectors; a tenth of the rows validates it',
      'train --data reviews.csv --text review --label sentiment --output reviews-model',
    ],
    [
      'Files of their own for validation and test, and figures for a program',
      'train --data train.jsonl --text body --label topic --validation dev.jsonl --test test.jsonl --json --output topics',
    ],
    [
      'Vectors of your own, of which only those of new words train',
      'train --data mails.tsv --text mail --label kind --embedding glove.6B.100d.txt --freeze-embedding pretrained --output mails',
    ],
    [
      'Several labels a text: a field such as sport|money holds two of them',
      'train --data news.csv --text body --label topics --label-separator "|" --output news',
    ],
    [
      'Two layers with dropout, and a learning rate that rises and then falls',
      'train --data reviews.csv --text review --label sentiment --layers 2 --dropout 0.3 --pooling max --optimizer adamw --schedule cosine --warmup-steps 500 --output deep',
    ],
    [
      'More data than memory, with a checkpoint every 1000 steps; the same line goes on after a crash',
      'train --data big.parquet --text body --label topic --stream --checkpoints big-checkpoints --checkpoint-every 1000 --resume --output big',
    ],
  ])
  command.action(async (options: TrainOptions) => {
    const { train } = await import('./train-action.js')
    await train(options, io)
  })
}
